package org.yizhan.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToLongFunction;

/// `./bench soak`: meetings that come and go over poor lines for as long as is asked, some of whose members vanish
/// without a word. What the product holds is asked each minute; it may not grow, and no room may stay.
final class Soak {

    /// A loss, a delay that differs, packets twice and in another order: what a poor radio does.
    static final List<String> POOR_LINES = List.of(
            "--yizhan.media.faults.loss-percent=3",
            "--yizhan.media.faults.delay=30ms",
            "--yizhan.media.faults.jitter=15ms",
            "--yizhan.media.faults.reorder-percent=1",
            "--yizhan.media.faults.duplicate-percent=1");

    private static final int SHORTEST_SECONDS = 10;
    private static final int LONGEST_SECONDS = 60;

    /// Of five meetings, one's members go without goodbye.
    private static final int RUDE = 5;

    /// At first, caches fill and code is compiled.
    private static final int SETTLING_MINUTES = 5;

    private static final long HOLD_LIMIT_SECONDS = 60;

    private final Options options;
    private final Bridge bridge;
    private final Sending sending = new Sending(List.of(), List.of());
    private final List<Insides.Held> held = new ArrayList<>();
    private final AtomicInteger met = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private volatile boolean over;

    Soak(Options options, Bridge bridge) {
        this.options = options;
        this.bridge = bridge;
    }

    String run() throws Exception {
        try (var insides = new Insides(bridge.pid());
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < options.meetings(); i++) {
                threads.submit(this::meetAgainAndAgain);
            }
            for (int minute = 1; minute <= options.minutes(); minute++) {
                TimeUnit.MINUTES.sleep(1);
                Insides.Held now = insides.held();
                held.add(now);
                System.err.printf(
                        "minute %3d: %.1f MB heap, %.1f MB direct, %d descriptors, %d meetings so far, %d failed, now %s%n",
                        minute,
                        now.heap() / 1e6,
                        now.direct() / 1e6,
                        now.descriptors(),
                        met.get(),
                        failed.get(),
                        bridge.status());
            }
            over = true;
        } finally {
            over = true;
            sending.close();
        }
        return json(stuck());
    }

    /// One place at the counter: a meeting, then the next.
    private void meetAgainAndAgain() {
        while (!over) {
            ThreadLocalRandom random = ThreadLocalRandom.current();
            try {
                Server.Meeting meeting = bridge.pair(true);
                List<Source> sources = new ArrayList<>();
                for (Connection sender : meeting.senders()) {
                    long begin = System.nanoTime() + random.nextLong(1_000_000_000L);
                    sources.add(new Source.Sound(sender, 0, 1, begin));
                    // Small pictures: what is kept of an hour must fit on a disk.
                    sources.add(new Source.Picture(
                            sender,
                            1,
                            1,
                            begin,
                            1,
                            0.4,
                            () -> ThreadLocalRandom.current().nextInt(200, 400)));
                }
                sending.add(sources, meeting.connections());
                rest(random.nextInt(SHORTEST_SECONDS, LONGEST_SECONDS));
                sending.remove(sources, meeting.connections());
                meeting.connections().forEach(Connection::close);
                bridge.end(meeting, met.incrementAndGet() % RUDE != 0);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (Exception e) {
                failed.incrementAndGet();
                System.err.println("a meeting failed: " + e);
            }
        }
    }

    private void rest(int seconds) throws InterruptedException {
        for (int i = 0; i < seconds && !over; i++) {
            TimeUnit.SECONDS.sleep(1);
        }
    }

    /// Rooms and recordings that are still there when all meetings have ended for a while.
    private int stuck() throws IOException, InterruptedException {
        for (int i = 0; i < HOLD_LIMIT_SECONDS && !bridge.isEmpty(); i++) {
            TimeUnit.SECONDS.sleep(1);
        }
        return bridge.isEmpty() ? 0 : 1;
    }

    private String json(int stuck) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("bench", "soak");
        json.put("minutes", options.minutes());
        json.put("meetings_at_once", options.meetings());
        json.put("meetings", met.get());
        json.put("failed", failed.get());
        json.put("heap_mb", spans(it -> it.heap() / 1_000_000));
        json.put("direct_mb", spans(it -> it.direct() / 1_000_000));
        json.put("descriptors", spans(Insides.Held::descriptors));
        json.put("stuck", stuck);
        return Http.JSON.writeValueAsString(json);
    }

    /// Medians of the first and of the last third, after what settles at first.
    private List<Long> spans(ToLongFunction<Insides.Held> of) {
        List<Insides.Held> settled = held.subList(Math.min(SETTLING_MINUTES, held.size() / 3), held.size());
        int third = Math.max(1, settled.size() / 3);
        return List.of(
                median(settled.subList(0, third), of),
                median(settled.subList(settled.size() - third, settled.size()), of));
    }

    private static long median(List<Insides.Held> some, ToLongFunction<Insides.Held> of) {
        return some.stream()
                .mapToLong(of)
                .sorted()
                .skip(some.size() / 2)
                .findFirst()
                .orElseThrow();
    }
}
