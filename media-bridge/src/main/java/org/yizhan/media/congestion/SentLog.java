package org.yizhan.media.congestion;

/// Numbers what is sent to one receiver and remembers it until the receiver has told what became of it. Not
/// thread-safe.
final class SentLog {

    /// Some four seconds at 20 Mb/s; feedback about older packets comes too late to mean anything.
    static final int SIZE = 8_192;

    /// What is known of a packet.
    enum Fate {
        WAITING,
        LOST,
        ARRIVED
    }

    private final long[] nanos = new long[SIZE];
    private final int[] bytes = new int[SIZE];
    private final Fate[] fates = new Fate[SIZE];
    private long next;

    /// @return the packet's transport-wide number, growing without end; its low 16 bits go on the wire
    long add(int size, long nowNanos) {
        int at = (int) (next % SIZE);
        nanos[at] = nowNanos;
        bytes[at] = size;
        fates[at] = Fate.WAITING;
        return next++;
    }

    /// The number behind 16 bits of a feedback, or -1 when it is not remembered.
    long find(int sixteen) {
        long back = next - 1 - sixteen & 0xFFFF;
        return back >= SIZE || back >= next ? -1 : next - 1 - back;
    }

    long sentNanos(long number) {
        return nanos[(int) (number % SIZE)];
    }

    int size(long number) {
        return bytes[(int) (number % SIZE)];
    }

    Fate fate(long number) {
        return fates[(int) (number % SIZE)];
    }

    void fate(long number, Fate fate) {
        fates[(int) (number % SIZE)] = fate;
    }
}
