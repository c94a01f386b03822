package org.yizhan.media.transport;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Room for the datagrams that one system call receives. Used again and again; makes nothing.
final class IncomingDatagrams implements AutoCloseable {

    /// Received by one call.
    static final int MOST = 64;

    private static final int NAME_ROOM = 32;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment messages = arena.allocate((long) MOST * SystemCalls.MESSAGE, 8);
    private final MemorySegment names = arena.allocate((long) MOST * NAME_ROOM, 8);
    private final MemorySegment data = arena.allocate((long) MOST * Lane.MAX_DATAGRAM, 64);
    private final MemorySegment state = arena.allocate(SystemCalls.stateSize(), 8);
    private int count = MOST;

    IncomingDatagrams() {
        MemorySegment vectors = arena.allocate((long) MOST * SystemCalls.IO_VECTOR, 8);
        for (long i = 0; i < MOST; i++) {
            long vector = i * SystemCalls.IO_VECTOR;
            vectors.set(ValueLayout.JAVA_LONG, vector, data.address() + i * Lane.MAX_DATAGRAM);
            vectors.set(ValueLayout.JAVA_LONG, vector + 8, Lane.MAX_DATAGRAM);
            long message = i * SystemCalls.MESSAGE;
            messages.set(ValueLayout.JAVA_LONG, message + SystemCalls.NAME, names.address() + i * NAME_ROOM);
            messages.set(ValueLayout.JAVA_LONG, message + SystemCalls.VECTOR, vectors.address() + vector);
            messages.set(ValueLayout.JAVA_LONG, message + SystemCalls.VECTOR_LENGTH, 1);
        }
    }

    /// How many came; 0 for none, minus the error number when it failed.
    int receive(int socket) {
        for (int i = 0; i < count; i++) {
            messages.set(
                    ValueLayout.JAVA_INT, (long) i * SystemCalls.MESSAGE + SystemCalls.NAME_LENGTH, Remote.MAX_NAME);
        }
        int received = SystemCalls.receive(socket, messages, MOST, state);
        count = Math.max(0, received);
        return received == -SystemCalls.AGAIN ? 0 : received;
    }

    int length(int index) {
        return messages.get(ValueLayout.JAVA_INT, (long) index * SystemCalls.MESSAGE + SystemCalls.MESSAGE_LENGTH);
    }

    void copy(int index, byte[] to, int length) {
        MemorySegment.copy(data, ValueLayout.JAVA_BYTE, (long) index * Lane.MAX_DATAGRAM, to, 0, length);
    }

    /// Where the sender of a datagram is to be found in [#names()].
    long nameAt(int index) {
        return (long) index * NAME_ROOM;
    }

    MemorySegment names() {
        return names;
    }

    @Override
    public void close() {
        arena.close();
    }
}
