package org.yizhan.media.transport;

import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// All remote addresses' faulty lines of one lane in one direction. On the lane's event loop.
final class FaultyLines {

    /// Where a datagram that comes out of a line goes.
    @FunctionalInterface
    interface Exit {
        void datagram(InetSocketAddress remote, byte[] array, int offset, int length);
    }

    /// More remote addresses than a trial has.
    private static final int MAX_LINES = 1_024;

    /// Datagrams under way at once; more are lost.
    private static final int MAX_WAITING = 20_000;

    private final LineFaults faults;
    private final Exit exit;
    private final long[] waits = new long[FaultyLine.MOST];
    private final Map<InetSocketAddress, FaultyLine> lines = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<InetSocketAddress, FaultyLine> eldest) {
            return size() > MAX_LINES;
        }
    };
    private int waiting;
    private long seed = 20_260_101;

    private FaultyLines(LineFaults faults, Exit exit) {
        this.faults = faults;
        this.exit = exit;
    }

    /// Null when there are no faults.
    static @Nullable FaultyLines of(LineFaults faults, Exit exit) {
        return faults.isNone() ? null : new FaultyLines(faults, exit);
    }

    void pass(EventLoop loop, InetSocketAddress remote, byte[] array, int offset, int length) {
        FaultyLine line = lines.computeIfAbsent(remote, address -> new FaultyLine(faults, seed++));
        int copies = line.pass(length, System.nanoTime(), waits);
        for (int i = 0; i < copies; i++) {
            if (waiting >= MAX_WAITING) {
                return;
            }
            byte[] copy = Arrays.copyOfRange(array, offset, offset + length);
            if (waits[i] <= 0) {
                exit.datagram(remote, copy, 0, length);
                continue;
            }
            waiting++;
            loop.schedule(
                    () -> {
                        waiting--;
                        exit.datagram(remote, copy, 0, length);
                    },
                    waits[i],
                    TimeUnit.NANOSECONDS);
        }
    }
}
