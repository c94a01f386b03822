package org.yizhan.media.transport;

import org.jitsi.utils.ByteArrayBuffer;

/// The window on an array that the SRTP library works in; used again for packet after packet.
final class PacketBuffer implements ByteArrayBuffer {

    private byte[] array = new byte[0];
    private int offset;
    private int length;

    PacketBuffer on(byte[] bytes, int from, int size) {
        array = bytes;
        offset = from;
        length = size;
        return this;
    }

    @Override
    public byte[] getBuffer() {
        return array;
    }

    @Override
    public int getOffset() {
        return offset;
    }

    @Override
    public int getLength() {
        return length;
    }

    @Override
    public void setLength(int size) {
        length = size;
    }

    @Override
    public void setOffset(int from) {
        offset = from;
    }

    @Override
    public boolean isInvalid() {
        return false;
    }

    @Override
    public void readRegionToBuff(int from, int size, byte[] out) {
        System.arraycopy(array, offset + from, out, 0, size);
    }

    /// Arrays have their room from the start: see [SrtpSession#OVERHEAD].
    @Override
    public void grow(int by) {
        if (offset + length + by > array.length) {
            throw new IllegalStateException("no room for " + by + " more bytes");
        }
    }

    @Override
    public void append(byte[] bytes, int size) {
        grow(size);
        System.arraycopy(bytes, 0, array, offset + length, size);
        length += size;
    }

    @Override
    public void shrink(int by) {
        length -= Math.min(by, length);
    }
}
