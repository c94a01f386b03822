package org.yizhan.media.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.yizhan.media.room.LineGrade;
import org.yizhan.media.room.LineQuality;
import org.yizhan.protocol.id.MemberId;

/// What is kept of how lines fared.
class LineHistoryTest {

    private static final long EVERY = LineQuality.EVERY.toMillis();

    private final MemberId booth = MemberId.random();
    private final LineHistory history = new LineHistory(List.of());
    private long now;

    static LineQuality line(MemberId member, int lostOf1000) {
        LineQuality.Way up = new LineQuality.Way(1_000, lostOf1000, 12, 900);
        return new LineQuality(member, "booth", EVERY, up, new LineQuality.Way(500, 0, 8, 1_200), 40, 0, 0, 0);
    }

    private void looks(MemberId member, int... lost) {
        for (int each : lost) {
            now += EVERY;
            history.add(line(member, each), now);
        }
    }

    private List<String> told() {
        return history.stretches().stream()
                .map(it -> it.startMs() / 1000 + "-" + it.endMs() / 1000 + " "
                        + it.grade().word())
                .toList();
    }

    @Test
    void aLineThatStaysAsItIsIsOneStretch() {
        looks(booth, 0, 1, 0, 3, 0, 0);
        assertThat(told()).containsExactly("0-30 good");
        LineStretch only = history.stretches().getFirst();
        assertThat(only.up()).isEqualTo(new LineStretch.Way(0, 3, 12, 900));
        assertThat(only.down().kbps()).isEqualTo(1_200);
        assertThat(only.roundTripMs()).isEqualTo(40);
    }

    @Test
    void aLineThatGetsWorseBeginsANewStretchAtOnce() {
        looks(booth, 0, 0, 30, 80, 100);
        assertThat(told()).containsExactly("0-10 good", "10-15 fair", "15-25 poor");
        assertThat(history.stretches().getLast().up()).isEqualTo(new LineStretch.Way(90, 100, 12, 900));
    }

    @Test
    void aLineThatGetsBetterDoesSoWhenItStaysBetter() {
        looks(booth, 80, 0, 0, 80, 0, 0, 0, 0);
        assertThat(told()).containsExactly("0-20 poor", "20-40 good");
    }

    @Test
    void whatIsNotYetDecidedIsToldAllTheSame() {
        looks(booth, 80, 0, 0);
        assertThat(told()).containsExactly("0-5 poor", "5-15 good");
    }

    @Test
    void nothingIsSaidOfATimeInWhichAMemberWasAway() {
        looks(booth, 0, 0);
        now += 60_000;
        looks(booth, 0);
        assertThat(told()).containsExactly("0-10 good", "70-75 good");
    }

    @Test
    void anEarlierPartStaysAsItIs() {
        looks(booth, 0, 80);
        history.rest();
        LineHistory next = new LineHistory(history.stretches());
        next.add(line(booth, 0), 100_000);
        assertThat(next.stretches()).hasSize(3).startsWith(history.stretches().toArray(LineStretch[]::new));
    }

    @Test
    void everyMemberHasStretchesOfItsOwn() {
        MemberId officer = MemberId.random();
        looks(booth, 0);
        history.add(line(officer, 200), now);
        assertThat(history.stretches())
                .extracting(LineStretch::grade)
                .containsExactlyInAnyOrder(LineGrade.GOOD, LineGrade.POOR);
    }

    /// Eight members whose lines swing as they like, for a whole day.
    @Test
    void aDayOfSwingingLinesHasABoundAndLosesNoWorst() {
        Random random = new Random(5);
        List<MemberId> members = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            members.add(MemberId.random());
        }
        for (int look = 0; look < 24 * 720; look++) {
            now += EVERY;
            for (MemberId member : members) {
                history.add(line(member, random.nextInt(4) == 0 ? random.nextInt(999) : 0), now);
            }
        }
        for (MemberId member : members) {
            history.add(line(member, 1_000), now + EVERY);
        }
        assertThat(history.stretches()).hasSizeLessThanOrEqualTo(LineHistory.MOST);
        for (MemberId member : members) {
            LineStretch last = history.stretches().stream()
                    .filter(it -> it.member().equals(member))
                    .reduce((_, later) -> later)
                    .orElseThrow();
            assertThat(last.endMs()).isEqualTo(now + EVERY);
            assertThat(last.up().worstPermille()).isEqualTo(1_000);
        }
    }
}
