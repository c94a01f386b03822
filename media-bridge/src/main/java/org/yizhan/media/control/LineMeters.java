package org.yizhan.media.control;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.yizhan.media.room.LineGrade;
import org.yizhan.media.room.LineQuality;

/// `yizhan.media.line.*`: how the lines of all members together fare, one entry a member every
/// [LineQuality#EVERY].
/// Whose line it is, is not told: metrics go where personal data must not.
final class LineMeters implements MeterBinder {

    private static final String UP = "up";
    private static final String DOWN = "down";

    /// The meters of one registry.
    private record Bound(
            Way up, Way down, Timer roundTrip, Counter stops, Counter stopped, Map<LineGrade, Counter> looks) {

        void add(LineQuality line) {
            up.add(line.up());
            down.add(line.down());
            if (line.roundTripMs() != null) {
                roundTrip.record(Duration.ofMillis(line.roundTripMs()));
            }
            stops.increment(line.stops());
            stopped.increment(line.stoppedMs() / 1_000.0);
            Counter graded = looks.get(line.grade());
            if (graded != null) {
                graded.increment();
            }
        }
    }

    private record Way(DistributionSummary loss, Timer jitter) {

        void add(LineQuality.Way way) {
            // A member who sends nothing, or is sent nothing, loses nothing; that says nothing about lines.
            if (way.packets() > 0) {
                loss.record(way.lostPermille() / 1_000.0);
                jitter.record(Duration.ofMillis(way.jitterMs()));
            }
        }
    }

    /// Registries come at the start; after that this is only read, on the media loop.
    private volatile List<Bound> bound = List.of();

    void add(LineQuality line) {
        for (Bound each : bound) {
            each.add(line);
        }
    }

    @Override
    public synchronized void bindTo(MeterRegistry registry) {
        Map<LineGrade, Counter> looks = new EnumMap<>(LineGrade.class);
        for (LineGrade grade : LineGrade.values()) {
            looks.put(
                    grade,
                    Counter.builder("yizhan.media.line.looks")
                            .tag("grade", grade.word())
                            .description("How often a member's line was looked at and found so")
                            .register(registry));
        }
        List<Bound> more = new ArrayList<>(bound);
        more.add(new Bound(
                way(registry, UP),
                way(registry, DOWN),
                Timer.builder("yizhan.media.line.roundtrip")
                        .description("To members and back")
                        .serviceLevelObjectives(millis(50, 100, 200, 400, 800))
                        .register(registry),
                Counter.builder("yizhan.media.line.stops")
                        .description("How often a picture stood still that a member was shown")
                        .register(registry),
                Counter.builder("yizhan.media.line.stopped")
                        .baseUnit("seconds")
                        .description("For how long pictures stood still")
                        .register(registry),
                looks));
        bound = List.copyOf(more);
    }

    private static Way way(MeterRegistry registry, String direction) {
        return new Way(
                DistributionSummary.builder("yizhan.media.line.loss")
                        .tag("direction", direction)
                        .description("Share of packets that did not come the first time")
                        .serviceLevelObjectives(0.005, 0.02, 0.05, 0.1, 0.2)
                        .register(registry),
                Timer.builder("yizhan.media.line.jitter")
                        .tag("direction", direction)
                        .description("How unevenly packets came")
                        .serviceLevelObjectives(millis(10, 30, 50, 100, 200))
                        .register(registry));
    }

    private static Duration[] millis(long... values) {
        Duration[] durations = new Duration[values.length];
        for (int i = 0; i < values.length; i++) {
            durations[i] = Duration.ofMillis(values[i]);
        }
        return durations;
    }
}
