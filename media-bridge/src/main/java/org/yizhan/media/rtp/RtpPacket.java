package org.yizhan.media.rtp;

/// A view of one RTP packet (RFC 3550 §5.1) in a byte array, reused for packet after packet: it owns nothing.
/// The payload and the header extensions are read in place. Not thread-safe.
public final class RtpPacket {

    public static final int FIXED_HEADER = 12;

    private static final int ONE_BYTE_PROFILE = 0xBEDE;
    private static final int TWO_BYTE_PROFILE = 0x1000;

    private byte[] array = new byte[0];
    private int offset;
    private int length;
    private int extensionsAt;
    private int extensionsEnd;
    private int payloadAt;
    private int payloadEnd;

    /// Looks at a packet. Nothing of it is to be read when the answer is false.
    ///
    /// @return whether these bytes are a well-formed RTP packet
    public boolean wrap(byte[] bytes, int from, int size) {
        if (from < 0 || size < FIXED_HEADER || size > bytes.length - from || (bytes[from] & 0xC0) != 0x80) {
            return false;
        }
        int end = from + size;
        int at = from + FIXED_HEADER + 4 * (bytes[from] & 0x0F);
        int extensionsStart = at;
        int extensionsStop = at;
        if ((bytes[from] & 0x10) != 0) {
            if (at + 4 > end) {
                return false;
            }
            extensionsStart = at + 4;
            extensionsStop = extensionsStart + 4 * Bytes.u16(bytes, at + 2);
            at = extensionsStop;
        }
        if (at > end) {
            return false;
        }
        int padding = (bytes[from] & 0x20) == 0 ? 0 : bytes[end - 1] & 0xFF;
        if (padding > end - at || ((bytes[from] & 0x20) != 0 && padding == 0)) {
            return false;
        }
        array = bytes;
        offset = from;
        length = size;
        extensionsAt = extensionsStart;
        extensionsEnd = extensionsStop;
        payloadAt = at;
        payloadEnd = end - padding;
        return true;
    }

    /// The array the packet lies in; valid as long as the view's user says.
    public byte[] array() {
        return array;
    }

    public int offset() {
        return offset;
    }

    public int length() {
        return length;
    }

    public boolean marker() {
        return (array[offset + 1] & 0x80) != 0;
    }

    public int payloadType() {
        return array[offset + 1] & 0x7F;
    }

    public int sequenceNumber() {
        return Bytes.u16(array, offset + 2);
    }

    /// Unsigned 32 bits.
    public long timestamp() {
        return Bytes.u32(array, offset + 4);
    }

    /// Unsigned 32 bits.
    public long ssrc() {
        return Bytes.u32(array, offset + 8);
    }

    /// Where in [#array()] the payload begins.
    public int payloadOffset() {
        return payloadAt;
    }

    /// Bytes of payload without padding; 0 for a packet of padding alone, which carries no media.
    public int payloadLength() {
        return payloadEnd - payloadAt;
    }

    /// Calls back for each header extension element (RFC 8285), in one-byte or two-byte form. Elements that
    /// overrun the header end the walk.
    public void extensions(ExtensionReader reader) {
        int profile = extensionsEnd > extensionsAt ? Bytes.u16(array, extensionsAt - 4) : 0;
        boolean oneByte = profile == ONE_BYTE_PROFILE;
        if (!oneByte && (profile & 0xFFF0) != TWO_BYTE_PROFILE) {
            return;
        }
        int at = extensionsAt;
        while (at < extensionsEnd) {
            int head = array[at] & 0xFF;
            if (head == 0) {
                at++;
                continue;
            }
            int id = oneByte ? head >> 4 : head;
            if (oneByte && id == 15 || !oneByte && at + 1 >= extensionsEnd) {
                return;
            }
            int size = oneByte ? (head & 0x0F) + 1 : array[at + 1] & 0xFF;
            at += oneByte ? 1 : 2;
            if (at + size > extensionsEnd) {
                return;
            }
            reader.extension(id, array, at, size);
            at += size;
        }
    }

    /// Where the value of the extension element `id` begins in [#array()], or -1. Its length is the extension's
    /// own affair: callers that need it use [#extensions(ExtensionReader)].
    public int extension(int id, int minimumLength) {
        int profile = extensionsEnd > extensionsAt ? Bytes.u16(array, extensionsAt - 4) : 0;
        boolean oneByte = profile == ONE_BYTE_PROFILE;
        if (id <= 0 || !oneByte && (profile & 0xFFF0) != TWO_BYTE_PROFILE) {
            return -1;
        }
        int at = extensionsAt;
        while (at < extensionsEnd) {
            int head = array[at] & 0xFF;
            if (head == 0) {
                at++;
                continue;
            }
            int found = oneByte ? head >> 4 : head;
            if (oneByte && found == 15 || !oneByte && at + 1 >= extensionsEnd) {
                return -1;
            }
            int size = oneByte ? (head & 0x0F) + 1 : array[at + 1] & 0xFF;
            at += oneByte ? 1 : 2;
            if (at + size > extensionsEnd) {
                return -1;
            }
            if (found == id) {
                return size >= minimumLength ? at : -1;
            }
            at += size;
        }
        return -1;
    }

    /// Takes header extension elements one by one.
    @FunctionalInterface
    public interface ExtensionReader {
        void extension(int id, byte[] array, int offset, int length);
    }
}
