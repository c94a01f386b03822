package org.yizhan.media.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.yizhan.media.room.LineQuality;
import org.yizhan.protocol.id.MemberId;

/// How lines fare, as metrics.
class LineMetersTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final LineMeters meters = new LineMeters();

    private static LineQuality line(int lost, @Nullable Integer roundTrip) {
        return new LineQuality(
                MemberId.random(),
                "booth",
                5_000,
                new LineQuality.Way(1_000, lost, 12, 900),
                new LineQuality.Way(0, 0, 0, 0),
                roundTrip,
                2,
                1_500,
                0);
    }

    @Test
    void linesOfAllMembersAreAddedUpAndNobodyIsNamed() {
        meters.add(line(1, null));
        meters.bindTo(registry);
        meters.add(line(10, 80));
        meters.add(line(90, null));
        var up = registry.get("yizhan.media.line.loss").tag("direction", "up").summary();
        assertThat(up.count()).isEqualTo(2);
        assertThat(up.max()).isEqualTo(0.09);
        assertThat(registry.get("yizhan.media.line.loss")
                        .tag("direction", "down")
                        .summary()
                        .count())
                .as("who is sent nothing loses nothing")
                .isZero();
        assertThat(registry.get("yizhan.media.line.roundtrip").timer().max(TimeUnit.MILLISECONDS))
                .isEqualTo(80);
        assertThat(registry.get("yizhan.media.line.stops").counter().count()).isEqualTo(4);
        assertThat(registry.get("yizhan.media.line.stopped").counter().count()).isEqualTo(3);
        assertThat(registry.get("yizhan.media.line.looks")
                        .tag("grade", "poor")
                        .counter()
                        .count())
                .isEqualTo(2);
        Set<String> tags = registry.getMeters().stream()
                .flatMap(it -> it.getId().getTags().stream())
                .map(Tag::getKey)
                .collect(Collectors.toSet());
        assertThat(tags).containsExactlyInAnyOrder("direction", "grade", "le");
    }
}
