package org.yizhan.load;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Method;
import java.nio.channels.DatagramChannel;
import java.time.Instant;

/// Reads sockets, many datagrams with one call, each with the time at which the kernel took it in (`SO_TIMESTAMPNS`,
/// socket(7)): when this process gets around to a datagram says nothing of the server that sent it. 64-bit Linux.
final class Datagrams {

    /// At most so many come with one call.
    static final int MOST = 64;

    private static final int SOL_SOCKET = 1;
    private static final int SO_TIMESTAMPNS = 35;
    private static final int DONT_WAIT = 0x40;

    /// `struct mmsghdr`: iov at 16, iovlen 24, control 32, controllen 40, len 56.
    private static final int HEADER = 64;

    private static final int VECTOR = 16;

    /// `struct cmsghdr`: len, level and type; then `struct timespec`.
    private static final int CONTROL = 32;

    private static final long SECOND_NANOS = 1_000_000_000L;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final MethodHandle RECEIVE =
            handle("recvmmsg", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS));
    private static final MethodHandle OPTION =
            handle("setsockopt", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));

    private final MemorySegment headers = Arena.global().allocate(MOST * HEADER, 8);
    private final MemorySegment vectors = Arena.global().allocate(MOST * VECTOR, 8);
    private final MemorySegment controls = Arena.global().allocate(MOST * CONTROL, 8);
    private final MemorySegment bytes = Arena.global().allocate((long) MOST * Connection.MAX_DATAGRAM);
    private long wallMinusMono = wallMinusMono();
    private long comparedNanos = System.nanoTime();

    Datagrams() {
        for (int i = 0; i < MOST; i++) {
            vectors.set(ADDRESS, (long) i * VECTOR, bytes.asSlice((long) i * Connection.MAX_DATAGRAM));
            vectors.set(JAVA_LONG, (long) i * VECTOR + 8, Connection.MAX_DATAGRAM);
            headers.set(ADDRESS, (long) i * HEADER + 16, vectors.asSlice((long) i * VECTOR));
            headers.set(JAVA_LONG, (long) i * HEADER + 24, 1);
            headers.set(ADDRESS, (long) i * HEADER + 32, controls.asSlice((long) i * CONTROL));
        }
    }

    private static MethodHandle handle(String name, FunctionDescriptor descriptor) {
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), descriptor);
    }

    /// Has the kernel note when datagrams come.
    ///
    /// @return the socket's number
    static int stamped(DatagramChannel channel) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            Method number = channel.getClass().getMethod("getFDVal");
            number.setAccessible(true);
            int socket = (int) number.invoke(channel);
            int failed =
                    (int) OPTION.invokeExact(socket, SOL_SOCKET, SO_TIMESTAMPNS, arena.allocateFrom(JAVA_INT, 1), 4);
            if (failed != 0) {
                throw new IOException("the kernel does not stamp datagrams");
            }
            return socket;
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw new IOException("cannot reach the socket below the channel", e);
        }
    }

    /// @return how many came, 0 to [#MOST]
    int receive(int socket) {
        for (int i = 0; i < MOST; i++) {
            headers.set(JAVA_LONG, (long) i * HEADER + 40, CONTROL);
        }
        try {
            return Math.max(0, (int) RECEIVE.invokeExact(socket, headers, MOST, DONT_WAIT, MemorySegment.NULL));
        } catch (Throwable e) {
            throw new IllegalStateException("recvmmsg cannot be called", e);
        }
    }

    /// Copies the `i`th datagram.
    ///
    /// @return its length
    int copy(int i, byte[] into) {
        int length = headers.get(JAVA_INT, (long) i * HEADER + 56);
        MemorySegment.copy(bytes, JAVA_BYTE, (long) i * Connection.MAX_DATAGRAM, into, 0, length);
        return length;
    }

    /// When the kernel took the `i`th datagram in, on [System#nanoTime()]'s clock.
    long stamp(int i) {
        long now = System.nanoTime();
        if (headers.get(JAVA_LONG, (long) i * HEADER + 40) < CONTROL) {
            return now;
        }
        if (now - comparedNanos > SECOND_NANOS) {
            comparedNanos = now;
            wallMinusMono = wallMinusMono();
        }
        long at = (long) i * CONTROL + 16;
        return controls.get(JAVA_LONG, at) * SECOND_NANOS + controls.get(JAVA_LONG, at + 8) - wallMinusMono;
    }

    /// How far the two clocks are apart, looked at between two looks at one of them.
    private static long wallMinusMono() {
        long before = System.nanoTime();
        Instant wall = Instant.now();
        long after = System.nanoTime();
        return wall.getEpochSecond() * SECOND_NANOS + wall.getNano() - (before + after) / 2;
    }
}
