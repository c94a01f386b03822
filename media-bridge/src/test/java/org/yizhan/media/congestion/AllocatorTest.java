package org.yizhan.media.congestion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.yizhan.media.congestion.Allocator.Kind;
import org.yizhan.media.congestion.Allocator.Mode;
import org.yizhan.media.congestion.Allocator.Share;
import org.yizhan.media.congestion.Allocator.Wish;

class AllocatorTest {

    private static final long SECOND = 1_000_000_000L;
    private static final List<Wish> MEETING = List.of(
            new Wish(Kind.SOUND, 40_000),
            new Wish(Kind.SOUND, 0),
            new Wish(Kind.FACE, 1_500_000),
            new Wish(Kind.PAPER, 800_000),
            new Wish(Kind.FACE, 600_000));

    private final Allocator allocator = new Allocator();

    private static List<Mode> modes(Share[] shares) {
        return Arrays.stream(shares).map(Share::mode).toList();
    }

    /// What is shared once the line has been like this for a while.
    private Share[] settled(long line, List<Wish> wishes) {
        long now = 100 * SECOND;
        Share[] shares = allocator.share(line, 0, wishes, now);
        for (int i = 0; i < 50; i++) {
            now += SECOND / 10;
            shares = allocator.share(line, 0, wishes, now);
        }
        return shares;
    }

    @Test
    void aWideLineCarriesEverything() {
        Share[] shares = settled(6_000_000, MEETING);
        assertThat(shares).allSatisfy(share -> assertThat(share).isEqualTo(new Share(Mode.FULL, Allocator.NO_LIMIT)));
        assertThat(allocator.isStarved()).isFalse();
        assertThat(allocator.missing()).isZero();
    }

    @Test
    void papersComeFirstThenSoundThenFacesInTheirOrder() {
        assertThat(modes(settled(2_600_000, MEETING)))
                .containsExactly(Mode.FULL, Mode.FULL, Mode.FULL, Mode.FULL, Mode.STOPPED);
        assertThat(modes(settled(1_000_000, MEETING)))
                .containsExactly(Mode.FULL, Mode.FULL, Mode.STOPPED, Mode.FULL, Mode.STOPPED);
    }

    @Test
    void aFaceThatDoesNotFitIsAskedToBeSmallerAndShownWhenItIs() {
        Share[] shares = settled(2_000_000, MEETING);
        assertThat(shares[2].mode()).isEqualTo(Mode.STOPPED);
        long limit = shares[2].limit();
        assertThat(limit).isBetween(900_000L, 1_100_000L);
        List<Wish> smaller =
                List.of(MEETING.get(0), MEETING.get(1), new Wish(Kind.FACE, limit), MEETING.get(3), MEETING.get(4));
        assertThat(settled(2_000_000, smaller)[2].mode()).isEqualTo(Mode.FULL);
    }

    @Test
    void aStarvedReceiverKeepsSoundAndStillPapers() {
        assertThat(modes(settled(300_000, MEETING)))
                .containsExactly(Mode.FULL, Mode.FULL, Mode.STOPPED, Mode.STILL, Mode.STOPPED);
        assertThat(allocator.isStarved()).isTrue();
    }

    @Test
    void papersOnAThinLineAreAskedToBeSmallerAndFacesLeaveThemTheRoom() {
        Share[] shares = settled(300_000, MEETING);
        assertThat(shares[3].limit()).isBetween(200_000L, 250_000L);
        assertThat(shares[2].limit()).isEqualTo(Allocator.LEAST_SENT);
        List<Wish> smaller = List.of(
                MEETING.get(0),
                MEETING.get(1),
                new Wish(Kind.FACE, 40_000),
                new Wish(Kind.PAPER, shares[3].limit()),
                MEETING.get(4));
        assertThat(settled(300_000, smaller)[3].mode()).isEqualTo(Mode.FULL);
    }

    @Test
    void whatFitsAThinLineIsNotLetGrowBeyondIt() {
        List<Wish> still = List.of(new Wish(Kind.SOUND, 40_000), new Wish(Kind.PAPER, 100_000));
        Share[] shares = settled(300_000, still);
        assertThat(shares[1].mode()).isEqualTo(Mode.FULL);
        assertThat(shares[1].limit()).isBetween(200_000L, 250_000L);
    }

    @Test
    void aPageThatIsTurnedGoesOnThoughItsSourceSendsTwiceAsMuchForIt() {
        settled(300_000, List.of(new Wish(Kind.SOUND, 40_000), new Wish(Kind.PAPER, 100_000)));
        List<Wish> turned = List.of(new Wish(Kind.SOUND, 40_000), new Wish(Kind.PAPER, 450_000));
        assertThat(modes(settled(300_000, turned))).containsExactly(Mode.FULL, Mode.FULL);
    }

    private static List<Wish> layered(long whole, long less) {
        return List.of(new Wish(Kind.SOUND, 40_000), new Wish(Kind.FACE, List.of(whole, less)));
    }

    @Test
    void aFaceThatDoesNotFitIsShownInTheLesserLayerThatDoesUntilThereIsRoomForTheWhole() {
        assertThat(settled(4_000_000, layered(1_500_000, 200_000))[1].layer()).isZero();
        Share less = settled(600_000, layered(1_500_000, 200_000))[1];
        assertThat(less.mode()).isEqualTo(Mode.FULL);
        assertThat(less.layer()).isEqualTo(1);
        assertThat(allocator.isStarved()).isFalse();
        assertThat(allocator.missing()).isPositive();
        assertThat(settled(4_000_000, layered(1_500_000, 200_000))[1].layer()).isZero();
    }

    @Test
    void aFaceIsAskedToBeSmallerBeforeALesserLayerIsShown() {
        settled(4_000_000, layered(1_500_000, 200_000));
        Share first = allocator.share(600_000, 0, layered(1_500_000, 200_000), 200 * SECOND)[1];
        assertThat(first.layer()).isZero();
        assertThat(first.limit()).isBetween(450_000L, 550_000L);
        assertThat(settled(600_000, layered(500_000, 200_000))[1].layer()).isZero();
    }

    @Test
    void aFaceIsStoppedWhenNoLayerFits() {
        assertThat(settled(180_000, layered(1_500_000, 200_000))[1].mode()).isEqualTo(Mode.STOPPED);
        assertThat(settled(180_000, layered(1_500_000, 0))[1].mode()).isEqualTo(Mode.STOPPED);
    }

    @Test
    void asLongAsMuchWaitsSourcesAreAskedForLess() {
        List<Wish> wishes = List.of(new Wish(Kind.SOUND, 40_000), new Wish(Kind.PAPER, 200_000));
        long before = settled(300_000, wishes)[1].limit();
        assertThat(allocator.share(300_000, 25_000, wishes, 200 * SECOND)[1].limit())
                .isEqualTo(before - 100_000);
        assertThat(allocator.share(300_000, 500_000, wishes, 200 * SECOND)[1].limit())
                .isEqualTo(Allocator.LEAST_PAPER);
    }

    @Test
    void aFaceThatWasStoppedComesBackOnlyWhenThereIsRoomForOne() {
        List<Wish> wishes =
                List.of(new Wish(Kind.SOUND, 40_000), new Wish(Kind.FACE, 600_000), new Wish(Kind.PAPER, 150_000));
        assertThat(settled(300_000, wishes)[1].mode()).isEqualTo(Mode.STOPPED);
        List<Wish> small =
                List.of(new Wish(Kind.SOUND, 40_000), new Wish(Kind.FACE, 30_000), new Wish(Kind.PAPER, 150_000));
        assertThat(settled(300_000, small)[1].mode()).isEqualTo(Mode.STOPPED);
        assertThat(settled(600_000, small)[1].mode()).isEqualTo(Mode.FULL);
    }

    @Test
    void aShortDipTakesNothingAway() {
        settled(6_000_000, MEETING);
        assertThat(modes(allocator.share(300_000, 0, MEETING, 200 * SECOND))).containsOnly(Mode.FULL);
        assertThat(modes(allocator.share(300_000, 0, MEETING, 200 * SECOND + SECOND / 5)))
                .containsOnly(Mode.FULL);
        assertThat(modes(allocator.share(6_000_000, 0, MEETING, 200 * SECOND + SECOND / 3)))
                .containsOnly(Mode.FULL);
        assertThat(modes(allocator.share(300_000, 0, MEETING, 201 * SECOND))).containsOnly(Mode.FULL);
    }

    @Test
    void nothingComesBackTooSoon() {
        settled(300_000, MEETING);
        allocator.share(6_000_000, 0, MEETING, 300 * SECOND);
        allocator.share(300_000, 0, MEETING, 301 * SECOND);
        Share[] taken = allocator.share(300_000, 0, MEETING, 303 * SECOND);
        assertThat(modes(taken)).contains(Mode.STOPPED);
        assertThat(modes(allocator.share(6_000_000, 0, MEETING, 304 * SECOND))).contains(Mode.STOPPED);
        assertThat(modes(allocator.share(6_000_000, 0, MEETING, 306 * SECOND))).containsOnly(Mode.FULL);
    }

    @Test
    void soundIsNeverStoppedAndFacesNeverComeBeforePapers() {
        Random random = new Random(5);
        for (int round = 0; round < 2_000; round++) {
            Allocator fresh = new Allocator();
            List<Wish> wishes = random.ints(7, 0, 3)
                    .mapToObj(kind -> new Wish(Kind.values()[kind], random.nextInt(2_500_000)))
                    .toList();
            Share[] shares = fresh.share(50_000 + random.nextInt(8_000_000), 0, wishes, 0);
            boolean paperHeld = false;
            for (int i = 0; i < shares.length; i++) {
                paperHeld |= wishes.get(i).kind() == Kind.PAPER
                        && shares[i].mode() == Mode.STILL
                        && shares[i].limit() == Allocator.LEAST_PAPER;
            }
            for (int i = 0; i < shares.length; i++) {
                Kind kind = wishes.get(i).kind();
                Mode mode = shares[i].mode();
                assertThat(kind != Kind.SOUND || mode == Mode.FULL).isTrue();
                assertThat(kind != Kind.PAPER || mode != Mode.STOPPED).isTrue();
                assertThat(kind != Kind.FACE || mode != Mode.STILL).isTrue();
                assertThat(paperHeld && kind == Kind.FACE && wishes.get(i).bits() > 0 && mode == Mode.FULL)
                        .isFalse();
            }
        }
    }
}
