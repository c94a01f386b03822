package org.yizhan.load;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `./bench recording`: what it costs to record a meeting of two, against a browser that watches it and a program that
/// films the browser's window. Ours is the difference between the same meetings recorded and not recorded.
final class Recording {

    private static final int MEETINGS = 20;

    private final Options options;
    private final Tally tally;
    private final List<Double> ours = new ArrayList<>();
    private final List<Double> whole = new ArrayList<>();
    private final List<Double> browser = new ArrayList<>();

    Recording(Options options, Tally tally) {
        this.options = options;
        this.tally = tally;
    }

    void round(Server server, FilmedBrowser film, boolean counts) throws Exception {
        double without = meetingMinute(server, false);
        double with = meetingMinute(server, true);
        double filmed = film.cpuSeconds(options.warm(), options.seconds()) * 60 / options.seconds();
        System.err.printf(
                "CPU seconds a meeting's minute: not recorded %.3f, recorded %.3f, filmed %.2f%s%n",
                without, with, filmed, counts ? "" : " (does not count)");
        if (counts) {
            ours.add(with - without);
            whole.add(with);
            browser.add(filmed);
        }
    }

    private double meetingMinute(Server server, boolean recorded) throws Exception {
        try (Measurement measurement = new Measurement(server, tally, options)) {
            measurement.pairs(MEETINGS, recorded);
            measurement.go();
            Figures figures = measurement.measure(null);
            System.err.printf("%-12s %s%n", recorded ? "recorded" : "not recorded", figures.line());
            return figures.core() * 60 / MEETINGS;
        }
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
    }

    String json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("bench", "recording");
        json.put("cpu_s_per_meeting_minute", Forwarding.rounded(median(ours)));
        json.put("browser_cpu_s_per_meeting_minute", Forwarding.rounded(median(browser)));
        json.put("ratio", Forwarding.rounded(median(ours) / median(browser)));
        json.put("with_forwarding_cpu_s_per_meeting_minute", Forwarding.rounded(median(whole)));
        json.put("meetings", MEETINGS);
        return Http.JSON.writeValueAsString(json);
    }
}
