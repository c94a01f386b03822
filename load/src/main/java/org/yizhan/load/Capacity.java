package org.yizhan.load;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// `./bench capacity`: how many recorded meetings of two a server holds on its cores, with all packets forwarded and 99
/// in 100 of them within 5 ms. Meetings are added in steps until that is not so any more.
final class Capacity {

    static final double MOST_MILLIS = 5;

    private final Options options;
    private final Tally tally;
    private final Map<String, List<Integer>> held = new HashMap<>();

    Capacity(Options options, Tally tally) {
        this.options = options;
        this.tally = tally;
    }

    void round(Server server) throws Exception {
        int step = Math.max(5, options.meetings() / 20);
        int holds = 0;
        try (Measurement measurement = new Measurement(server, tally, options)) {
            for (int meetings = step; meetings <= options.meetings(); meetings += step) {
                measurement.pause();
                measurement.pairs(step, true);
                measurement.go();
                Figures figures = measurement.measure(null);
                if (!held(figures)) {
                    // Once more: what disturbed it may have been another process of the machine.
                    figures = measurement.measure(null);
                }
                System.err.printf("%-8s %4d meetings %s%n", server.name(), meetings, figures.line());
                if (!held(figures)) {
                    break;
                }
                holds = meetings;
            }
        }
        held.computeIfAbsent(server.name(), _ -> new ArrayList<>()).add(holds);
    }

    private static boolean held(Figures figures) {
        return figures.isWhole() && figures.p99Millis() <= MOST_MILLIS;
    }

    private int median(String server) {
        List<Integer> sorted =
                held.getOrDefault(server, List.of(0)).stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    String json() {
        Map<String, Object> json = new java.util.LinkedHashMap<>();
        json.put("bench", "capacity");
        json.put("meetings_per_core", median("yizhan"));
        json.put("janus_meetings_per_core", median("janus"));
        json.put("most_tried", options.meetings());
        return Http.JSON.writeValueAsString(json);
    }
}
