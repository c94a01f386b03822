package org.yizhan.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/// Puts meetings on a server and measures it.
final class Measurement implements AutoCloseable {

    private static final long UNDER_WAY_MILLIS = 300;

    private final Server server;
    private final Tally tally;
    private final Options options;
    private final List<Source> sources = new ArrayList<>();
    private final List<Connection> connections = new ArrayList<>();
    private @Nullable Sending sending;

    Measurement(Server server, Tally tally, Options options) {
        this.server = server;
        this.tally = tally;
        this.options = options;
    }

    /// One sender, as fast as the options say, and its receivers.
    void fan() throws Exception {
        Server.Meeting meeting = server.fan(options.receivers());
        connections.addAll(meeting.connections());
        IntSupplier sizes = options.equal()
                ? () -> 1_000
                : () -> ThreadLocalRandom.current().nextInt(800, 1_101);
        sources.add(new Source.Picture(
                meeting.senders().getFirst(),
                1,
                options.receivers(),
                System.nanoTime(),
                options.rate() / 30,
                1.0,
                sizes));
    }

    /// Adds meetings of two, each with 1 Mb/s of picture and with sound both ways.
    void pairs(int count, boolean recorded) throws Exception {
        try (var some = new Several(8)) {
            for (int i = 0; i < count; i++) {
                some.run(() -> add(server.pair(recorded)));
            }
        }
    }

    private synchronized void add(Server.Meeting meeting) {
        connections.addAll(meeting.connections());
        for (Connection sender : meeting.senders()) {
            ThreadLocalRandom random = ThreadLocalRandom.current();
            long begin = System.nanoTime() + random.nextLong(1_000_000_000L);
            sources.add(new Source.Sound(sender, 0, 1, begin));
            begin = System.nanoTime() + random.nextLong(1_000_000_000L);
            sources.add(new Source.Picture(
                    sender,
                    1,
                    1,
                    begin,
                    4,
                    0.4,
                    () -> ThreadLocalRandom.current().nextInt(1_000, 1_083)));
        }
    }

    /// Starts to send, or goes on with what was added meanwhile.
    void go() throws InterruptedException {
        pause();
        long now = System.nanoTime();
        sources.forEach(source -> source.resume(now));
        sending = new Sending(sources, connections);
    }

    void pause() throws InterruptedException {
        if (sending != null) {
            sending.close();
            sending = null;
        }
    }

    Figures measure(@Nullable Insides insides) throws IOException, InterruptedException {
        Sending load = sending;
        if (load == null) {
            throw new IllegalStateException("nothing is sent");
        }
        TimeUnit.SECONDS.sleep(options.warm());
        load.takeLatestNanos();
        long bytes = insides == null ? 0 : insides.allocatedBytes();
        double cpu = ServerProcess.cpuSeconds(server.pid());
        long began = System.nanoTime();
        tally.open(began);
        TimeUnit.SECONDS.sleep(options.seconds());
        long ended = System.nanoTime();
        tally.close(ended);
        cpu = ServerProcess.cpuSeconds(server.pid()) - cpu;
        bytes = insides == null ? 0 : insides.allocatedBytes() - bytes;
        double late = load.takeLatestNanos() / 1e6;
        TimeUnit.MILLISECONDS.sleep(UNDER_WAY_MILLIS);
        long packets = tally.received();
        return new Figures(
                packets,
                tally.sent() - packets,
                cpu * 1e6 / packets,
                tally.quantile(0.5),
                tally.quantile(0.99),
                (double) bytes / packets,
                cpu * 1e9 / (ended - began),
                late);
    }

    @Override
    public void close() throws Exception {
        pause();
        server.clear();
        connections.forEach(Connection::close);
    }
}
