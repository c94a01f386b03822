package org.yizhan.media.transport;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/// Linux's calls that receive and send many datagrams at once, `recvmmsg(2)` and `sendmmsg(2)`. Called directly,
/// because
/// every way through a library makes objects for each datagram. Layouts are those of 64-bit Linux.
final class SystemCalls {

    static final int AGAIN = 11;
    static final int INPUT_OUTPUT = 5;
    static final int INVALID = 22;

    static final int DONT_WAIT = 0x40;

    /// `struct mmsghdr`: name 0, namelen 8, iov 16, iovlen 24, control 32, controllen 40, flags 48, len 56.
    static final int MESSAGE = 64;

    static final int NAME = 0;
    static final int NAME_LENGTH = 8;
    static final int VECTOR = 16;
    static final int VECTOR_LENGTH = 24;
    static final int CONTROL = 32;
    static final int CONTROL_LENGTH = 40;
    static final int MESSAGE_LENGTH = 56;

    /// `struct iovec`: base 0, length 8.
    static final int IO_VECTOR = 16;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final MemoryLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private static final MethodHandle RECEIVE =
            handle("recvmmsg", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS));
    private static final MethodHandle SEND =
            handle("sendmmsg", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT));

    private SystemCalls() {}

    private static MethodHandle handle(String name, FunctionDescriptor descriptor) {
        return LINKER.downcallHandle(
                LINKER.defaultLookup().findOrThrow(name), descriptor, Linker.Option.captureCallState("errno"));
    }

    /// Bytes in which a call leaves its error.
    static long stateSize() {
        return STATE.byteSize();
    }

    /// How many were received; minus the error number when none could be.
    static int receive(int socket, MemorySegment messages, int count, MemorySegment state) {
        try {
            int received = (int) RECEIVE.invokeExact(state, socket, messages, count, DONT_WAIT, MemorySegment.NULL);
            return received < 0 ? -error(state) : received;
        } catch (Throwable e) {
            throw new IllegalStateException("recvmmsg cannot be called", e);
        }
    }

    /// How many were sent; minus the error number of the first when it could not be.
    static int send(int socket, MemorySegment messages, int count, MemorySegment state) {
        try {
            int sent = (int) SEND.invokeExact(state, socket, messages, count, DONT_WAIT);
            return sent < 0 ? -error(state) : sent;
        } catch (Throwable e) {
            throw new IllegalStateException("sendmmsg cannot be called", e);
        }
    }

    private static int error(MemorySegment state) {
        return (int) ERRNO.get(state, 0L);
    }
}
