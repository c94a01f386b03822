package org.yizhan.media.transport;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Datagrams that are gathered and sent by as few system calls as possible. Those to one address that are equally long
/// (but for a shorter last one) go as one message, which the kernel cuts up at the end of its way (generic segmentation
/// offload). Their order is kept for each address. Used again and again; makes nothing.
final class OutgoingDatagrams implements AutoCloseable {

    /// Gathered at most; then they are sent.
    static final int MOST = 256;

    private static final int NAME_ROOM = 32;

    /// `cmsghdr` of 16 bytes, a 16-bit size, and padding.
    private static final int CONTROL_ROOM = 24;

    private static final int LEVEL_UDP = 17;
    private static final int SEGMENT = 103;

    /// UDP_MAX_SEGMENTS of older kernels, and what an IP packet holds.
    private static final int MOST_SEGMENTS = 64;

    private static final int MOST_BYTES = 65_000;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment messages = arena.allocate((long) MOST * SystemCalls.MESSAGE, 8);
    private final MemorySegment vectors = arena.allocate((long) MOST * SystemCalls.IO_VECTOR, 8);
    private final MemorySegment names = arena.allocate((long) MOST * NAME_ROOM, 8);
    private final MemorySegment controls = arena.allocate((long) MOST * CONTROL_ROOM, 8);
    private final MemorySegment data = arena.allocate((long) MOST * Lane.MAX_DATAGRAM, 64);
    private final MemorySegment state = arena.allocate(SystemCalls.stateSize(), 8);

    private final int[] lengths = new int[MOST];
    private final int[] next = new int[MOST];
    private final Remote[] groups = new Remote[MOST];
    private final int[] segments = new int[MOST];
    private long batch;
    private int count;
    private int groupCount;
    private int messageCount;
    private int vectorCount;
    private boolean segmenting = true;
    private long dropped;

    boolean isEmpty() {
        return count == 0;
    }

    boolean isFull() {
        return count == MOST;
    }

    /// Datagrams that could not be sent.
    long dropped() {
        return dropped;
    }

    /// Gathers one. Not when [#isFull()].
    void add(Remote to, byte[] array, int offset, int length) {
        int at = count++;
        MemorySegment.copy(array, offset, data, ValueLayout.JAVA_BYTE, (long) at * Lane.MAX_DATAGRAM, length);
        lengths[at] = length;
        next[at] = -1;
        if (to.batch == batch) {
            next[to.last] = at;
        } else {
            to.batch = batch;
            to.first = at;
            groups[groupCount++] = to;
        }
        to.last = at;
    }

    /// Sends all of them. What the socket has no room for is lost.
    void send(int socket) {
        messageCount = 0;
        vectorCount = 0;
        for (int i = 0; i < groupCount; i++) {
            compose(groups[i]);
        }
        int at = 0;
        while (at < messageCount) {
            MemorySegment rest = at == 0 ? messages : messages.asSlice((long) at * SystemCalls.MESSAGE);
            int sent = SystemCalls.send(socket, rest, messageCount - at, state);
            if (sent > 0) {
                at += sent;
            } else if (sent == -SystemCalls.AGAIN) {
                for (; at < messageCount; at++) {
                    dropped += segments[at];
                }
            } else {
                failed(socket, at++, -sent);
            }
        }
        batch++;
        count = 0;
        groupCount = 0;
    }

    private void compose(Remote to) {
        for (int i = to.first; i >= 0; ) {
            int message = messageCount++;
            long header = (long) message * SystemCalls.MESSAGE;
            long vector = (long) vectorCount * SystemCalls.IO_VECTOR;
            int size = lengths[i];
            int parts = 0;
            int bytes = 0;
            int before;
            do {
                long part = (long) vectorCount++ * SystemCalls.IO_VECTOR;
                vectors.set(ValueLayout.JAVA_LONG, part, data.address() + (long) i * Lane.MAX_DATAGRAM);
                vectors.set(ValueLayout.JAVA_LONG, part + 8, lengths[i]);
                before = lengths[i];
                bytes += before;
                parts++;
                i = next[i];
            } while (segmenting
                    && i >= 0
                    && before == size
                    && lengths[i] <= size
                    && parts < MOST_SEGMENTS
                    && bytes + lengths[i] <= MOST_BYTES);
            segments[message] = parts;
            to.writeName(names, (long) message * NAME_ROOM);
            messages.set(
                    ValueLayout.JAVA_LONG, header + SystemCalls.NAME, names.address() + (long) message * NAME_ROOM);
            messages.set(ValueLayout.JAVA_INT, header + SystemCalls.NAME_LENGTH, to.nameLength());
            messages.set(ValueLayout.JAVA_LONG, header + SystemCalls.VECTOR, vectors.address() + vector);
            messages.set(ValueLayout.JAVA_LONG, header + SystemCalls.VECTOR_LENGTH, parts);
            control(message, header, parts > 1 ? size : 0);
        }
    }

    private void control(int message, long header, int size) {
        long at = (long) message * CONTROL_ROOM;
        if (size > 0) {
            controls.set(ValueLayout.JAVA_LONG, at, 18);
            controls.set(ValueLayout.JAVA_INT, at + 8, LEVEL_UDP);
            controls.set(ValueLayout.JAVA_INT, at + 12, SEGMENT);
            controls.set(ValueLayout.JAVA_SHORT, at + 16, (short) size);
        }
        messages.set(ValueLayout.JAVA_LONG, header + SystemCalls.CONTROL, size > 0 ? controls.address() + at : 0);
        messages.set(ValueLayout.JAVA_LONG, header + SystemCalls.CONTROL_LENGTH, size > 0 ? CONTROL_ROOM : 0);
    }

    /// One message was refused. When it was of several datagrams, they are tried one by one: the way may not be able to
    /// cut it up, or be too narrow for it. A device that cannot do it at all is not asked again.
    private void failed(int socket, int message, int error) {
        int parts = segments[message];
        if (parts == 1) {
            dropped++;
            return;
        }
        segmenting &= error != SystemCalls.INPUT_OUTPUT;
        long header = (long) message * SystemCalls.MESSAGE;
        long vector = messages.get(ValueLayout.JAVA_LONG, header + SystemCalls.VECTOR);
        messages.set(ValueLayout.JAVA_LONG, header + SystemCalls.VECTOR_LENGTH, 1);
        messages.set(ValueLayout.JAVA_LONG, header + SystemCalls.CONTROL, 0);
        messages.set(ValueLayout.JAVA_LONG, header + SystemCalls.CONTROL_LENGTH, 0);
        MemorySegment one = messages.asSlice(header, SystemCalls.MESSAGE);
        for (int i = 0; i < parts; i++) {
            messages.set(ValueLayout.JAVA_LONG, header + SystemCalls.VECTOR, vector + (long) i * SystemCalls.IO_VECTOR);
            if (SystemCalls.send(socket, one, 1, state) != 1) {
                dropped++;
            }
        }
    }

    @Override
    public void close() {
        arena.close();
    }
}
