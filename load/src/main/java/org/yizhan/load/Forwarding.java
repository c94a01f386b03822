package org.yizhan.load;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// `./bench forwarding`: what it costs to forward a packet, against Janus in the same run.
final class Forwarding {

    /// What is put on a server.
    enum Scene {
        FAN,
        MEETINGS
    }

    private final Options options;
    private final Tally tally;
    private final Map<Scene, List<Figures>> ours = new EnumMap<>(Scene.class);
    private final Map<Scene, List<Figures>> theirs = new EnumMap<>(Scene.class);

    Forwarding(Options options, Tally tally) {
        this.options = options;
        this.tally = tally;
        for (Scene scene : Scene.values()) {
            ours.put(scene, new ArrayList<>());
            theirs.put(scene, new ArrayList<>());
        }
    }

    void round(Server server, @Nullable Insides insides) throws Exception {
        for (Scene scene : Scene.values()) {
            if (scene == Scene.MEETINGS ? options.meetings() == 0 : options.rate() == 0) {
                continue;
            }
            try (Measurement measurement = new Measurement(server, tally, options)) {
                switch (scene) {
                    case FAN -> measurement.fan();
                    case MEETINGS -> measurement.pairs(options.meetings(), false);
                }
                measurement.go();
                Figures figures = measurement.measure(insides);
                (server instanceof Bridge ? ours : theirs)
                        .getOrDefault(scene, new ArrayList<>())
                        .add(figures);
                System.err.printf(
                        "%-8s %-8s %s%n", server.name(), scene.name().toLowerCase(Locale.ROOT), figures.line());
            }
        }
    }

    /// What came so far does not count: virtual machines had not compiled their code yet, ours and that of the load.
    void forget() {
        ours.values().forEach(List::clear);
        theirs.values().forEach(List::clear);
    }

    private static double median(@Nullable List<Figures> figures, ToDoubleFunction<Figures> what) {
        if (figures == null || figures.isEmpty()) {
            return Double.NaN;
        }
        double[] sorted = figures.stream().mapToDouble(what).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    String json() {
        double fan = median(ours.get(Scene.FAN), Figures::cpuMicros);
        double janusFan = median(theirs.get(Scene.FAN), Figures::cpuMicros);
        double meetings = median(ours.get(Scene.MEETINGS), Figures::cpuMicros);
        double janusMeetings = median(theirs.get(Scene.MEETINGS), Figures::cpuMicros);
        Map<String, Object> json = new java.util.LinkedHashMap<>();
        json.put("bench", "forwarding");
        json.put("us_per_packet", rounded(fan));
        json.put("janus_us_per_packet", rounded(janusFan));
        json.put("ratio", rounded(fan / janusFan));
        json.put("meetings_ratio", rounded(meetings / janusMeetings));
        json.put("p99_forward_ms", rounded(median(ours.get(Scene.MEETINGS), Figures::p99Millis)));
        json.put("bytes_allocated_per_packet", rounded(median(ours.get(Scene.FAN), Figures::bytes)));
        json.put("meetings", options.meetings());
        json.put("meetings_us_per_packet", rounded(meetings));
        json.put("janus_meetings_us_per_packet", rounded(janusMeetings));
        json.put("janus_p99_forward_ms", rounded(median(theirs.get(Scene.MEETINGS), Figures::p99Millis)));
        json.put("meetings_bytes_allocated_per_packet", rounded(median(ours.get(Scene.MEETINGS), Figures::bytes)));
        json.put("lost", lost(ours));
        json.put("janus_lost", lost(theirs));
        return Http.JSON.writeValueAsString(json);
    }

    private static long lost(Map<Scene, List<Figures>> figures) {
        return figures.values().stream()
                .flatMap(List::stream)
                .mapToLong(Figures::lost)
                .sum();
    }

    /// JSON has no NaN: what was not measured is null.
    static @Nullable Double rounded(double value) {
        return Double.isFinite(value) ? Math.round(value * 1_000) / 1_000.0 : null;
    }
}
