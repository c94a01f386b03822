package org.yizhan.bench.approvals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/// `./bench approvals`: files, reviews and completes cases as fast as both sides can, taking turns.
final class Main {

    private static final int BURN_CLIENTS = 4;

    private final Options options;
    private final Postgres postgres;

    private Main(Options options, Postgres postgres) {
        this.options = options;
        this.postgres = postgres;
    }

    public static void main(String... words) throws Exception {
        var options = Options.read(words);
        LoggingSystem.get(Main.class.getClassLoader()).setLogLevel("io.zonky", LogLevel.WARN);
        var folder = Files.createTempDirectory(Path.of(System.getProperty("bench.folder", "/var/tmp")), "approvals");
        try (var postgres = Postgres.start(folder)) {
            postgres.execute("CREATE DATABASE " + CaseServiceSide.DATABASE);
            postgres.execute("CREATE DATABASE " + FlowableSide.DATABASE);
            try (var ours = new CaseServiceSide(postgres, folder.resolve("data"), options.most())) {
                new Main(options, postgres).measure(ours);
            }
        } finally {
            delete(folder);
        }
        System.exit(0);
    }

    private void measure(CaseServiceSide ours) throws Exception {
        if (options.http()) {
            try (var http = new HttpSide(ours, options.most())) {
                measure(List.of(http));
            }
        } else if (options.peer()) {
            try (var peer = new FlowableSide(postgres, options.most())) {
                measure(List.of(ours, peer));
            }
        } else {
            measure(List.of(ours));
        }
    }

    private void measure(List<? extends Side> sides) throws Exception {
        for (var side : sides) {
            side.run(BURN_CLIENTS, Duration.ofSeconds(options.burn()), new Latencies());
        }
        var last = "";
        for (var clients : options.clients()) {
            var line = line(sides, clients);
            last = clients == 32 || last.isEmpty() || !options.clients().contains(32) ? line : last;
            System.out.println(line);
        }
        if (options.clients().size() > 1) {
            System.out.println(last);
        }
    }

    private String line(List<? extends Side> sides, int clients) throws Exception {
        for (var side : sides) {
            side.run(clients, Duration.ofSeconds(options.warm()), new Latencies());
        }
        var results = sides.stream().map(_ -> new Latencies()).toList();
        for (var done = 0; done < options.measured(); done += options.slice()) {
            var slice = Duration.ofSeconds(Math.min(options.slice(), options.measured() - done));
            for (var i = 0; i < sides.size(); i++) {
                sides.get(i).run(clients, slice, results.get(i));
            }
        }
        var counts = sides.stream().map(side -> count(side, clients)).toList();
        var ours = results.getFirst();
        if (options.http()) {
            return "{\"bench\":\"approvals-http\",\"clients\":%d,\"transitions_per_s\":%s,\"p50_ms\":%s,\"p99_ms\":%s,\"sql_round_trips\":%s}"
                    .formatted(
                            clients,
                            number(ours.perSecond()),
                            number(ours.millis(0.5)),
                            number(ours.millis(0.99)),
                            number(counts.getFirst()));
        }
        var text = "{\"bench\":\"approvals\",\"clients\":%d,\"transitions_per_s\":%s,\"p99_ms\":%s"
                .formatted(clients, number(ours.perSecond()), number(ours.millis(0.99)));
        if (sides.size() > 1) {
            var peer = results.get(1);
            text += ",\"flowable_transitions_per_s\":%s,\"flowable_p99_ms\":%s,\"ratio\":%s"
                    .formatted(
                            number(peer.perSecond()),
                            number(peer.millis(0.99)),
                            number(ours.perSecond() / peer.perSecond()));
            text += ",\"flowable_sql_round_trips\":" + number(counts.get(1));
        }
        return text
                + ",\"p50_ms\":%s,\"sql_round_trips\":%s}"
                        .formatted(number(ours.millis(0.5)), number(counts.getFirst()));
    }

    private double count(Side side, int clients) {
        try {
            var counted = new Statements(postgres).count(side, clients);
            System.err.println(side.name() + ", statements by time:\n" + counted.busiest());
            return counted.perTransition();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value >= 100 ? "%.0f" : "%.1f", value);
    }

    private static void delete(Path folder) throws java.io.IOException {
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }
}
