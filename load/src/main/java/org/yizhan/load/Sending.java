package org.yizhan.load;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/// The one thread that sends for all members, in small steps of time.
final class Sending implements AutoCloseable {

    /// Half a millisecond: a browser's pacer works in steps of 5 ms, so packets of many browsers come no more evenly.
    private static final long STEP_NANOS = 500_000;

    private static final long CHECK_NANOS = 4_000_000_000L;

    private final CopyOnWriteArrayList<Source> sources;
    private final CopyOnWriteArrayList<Connection> connections;
    private final Thread thread;
    private volatile boolean over;
    private volatile long latestNanos;

    Sending(List<Source> sources, List<Connection> connections) {
        this.sources = new CopyOnWriteArrayList<>(sources);
        this.connections = new CopyOnWriteArrayList<>(connections);
        // Before the receiver, which may take its time: the kernel notes when datagrams come.
        this.thread = Thread.ofPlatform()
                .name("sender")
                .daemon()
                .priority(Thread.MAX_PRIORITY)
                .start(this::run);
    }

    private void run() {
        byte[] scratch = new byte[Connection.MAX_DATAGRAM];
        long next = System.nanoTime();
        long checked = next;
        int turn = 0;
        while (!over) {
            long now = System.nanoTime();
            for (Source source : sources) {
                source.send(now);
            }
            // Feedback of some of the connections in each step, so that it comes no more in step than in life.
            int one = turn++ % 20;
            for (Connection connection : connections) {
                if ((connection.audio >> 1) % 20 != one) {
                    continue;
                }
                int length = connection.feedback.write(scratch, connection.audio, now);
                if (length > 0) {
                    connection.send(scratch, length, true);
                }
            }
            if (now - checked > CHECK_NANOS) {
                checked = now;
                connections.forEach(Connection::check);
            }
            next += STEP_NANOS;
            long late = System.nanoTime() - next;
            if (late > 0) {
                latestNanos = Math.max(latestNanos, late);
                next = System.nanoTime();
            } else {
                LockSupport.parkNanos(-late);
            }
        }
    }

    /// Sends for these, too, from now on.
    void add(List<Source> more, List<Connection> theirs) {
        connections.addAll(theirs);
        sources.addAll(more);
    }

    void remove(List<Source> some, List<Connection> theirs) {
        sources.removeAll(some);
        connections.removeAll(theirs);
    }

    /// How late the load itself was at worst: a measurement with a late load says little of a server's latency.
    long takeLatestNanos() {
        long latest = latestNanos;
        latestNanos = 0;
        return latest;
    }

    @Override
    public void close() throws InterruptedException {
        over = true;
        thread.join();
    }
}
