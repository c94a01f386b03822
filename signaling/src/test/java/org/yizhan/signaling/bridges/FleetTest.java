package org.yizhan.signaling.bridges;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yizhan.protocol.bridge.BridgeBeat;
import org.yizhan.protocol.bridge.BridgeStatus;
import org.yizhan.protocol.id.StationPath;

class FleetTest {

    private static final String HOME = "home";
    private static final StationPath BOOTH = new StationPath("d01.s01.c07");

    private long now;
    private final Fleet fleet = new Fleet(HOME, false, now);

    @BeforeEach
    void listens() {
        fleet.listens(now);
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    private static BridgeStatus bridge(String instance, String region, double stress) {
        return new BridgeStatus(instance, region, stress, false, 0, 0, 0);
    }

    private boolean beats(String url, BridgeStatus status) {
        return fleet.heard(new BridgeBeat(url, status, false), now);
    }

    private String chosen() {
        return fleet.choose(BOOTH).orElse("none");
    }

    @Test
    void theLeastStressedOfTheClosestRegionIsChosen() {
        beats("http://a", bridge("everywhere", "", 0));
        beats("http://b", bridge("busy", "d01.s01", 0.5));
        beats("http://c", bridge("idle", "d01.s01", 0.1));
        beats("http://d", bridge("elsewhere", "d01.s02", 0));
        assertThat(chosen()).isEqualTo("idle");
        assertThat(fleet.choose(new StationPath("d01.s010"))).contains("everywhere");
        assertThat(fleet.choose(new StationPath("d02"))).contains("everywhere");
    }

    @Test
    void aRegionStaysWhereItIsUntilAnotherIsMuchBetter() {
        beats("http://a", bridge("a", "", 0));
        beats("http://b", bridge("b", "", 0));
        String first = chosen();
        String other = first.equals("a") ? "b" : "a";
        beats("http://" + first, bridge(first, "", 0.14));
        assertThat(chosen()).isEqualTo(first);
        beats("http://" + first, bridge(first, "", 0.2));
        assertThat(chosen()).isEqualTo(other);
        beats("http://" + other, bridge(other, "", 0.3));
        assertThat(chosen()).isEqualTo(other);
    }

    @Test
    void aFullRegionIsHelpedByTheNext() {
        beats("http://a", bridge("full", "d01.s01", 0.95));
        beats("http://b", bridge("district", "d01", 0.4));
        assertThat(chosen()).isEqualTo("district");
        beats("http://b", bridge("district", "d01", 0.97));
        assertThat(chosen()).isEqualTo("full");
    }

    @Test
    void whoDrainsIsGivenNothingAndIsNotLost() {
        beats("http://a", new BridgeStatus("a", "", 0, true, 4, 2, 2));
        assertThat(chosen()).isEqualTo("none");
        assertThat(fleet.takes("a")).isFalse();
        assertThat(fleet.isLost("a", now)).isFalse();
        assertThat(fleet.urlOf("a")).isEqualTo("http://a");
    }

    @Test
    void whoIsSilentAndDoesNotAnswerIsLost() {
        beats("http://a", bridge("a", "", 0));
        assertThat(fleet.missed("http://a", false, now)).isFalse();
        assertThat(fleet.missed("http://a", false, now)).isTrue();
        assertThat(chosen()).isEqualTo("none");
        assertThat(fleet.isLost("a", now)).isFalse();
        pass(Fleet.SILENT.plusMillis(1));
        assertThat(fleet.missed("http://a", false, now)).isTrue();
        assertThat(fleet.isLost("a", now)).isTrue();
    }

    @Test
    void whoseAddressNobodyListensAtIsLostWithoutAWait() {
        beats("http://a", bridge("a", "", 0));
        fleet.missed("http://a", true, now);
        assertThat(fleet.isLost("a", now)).isFalse();
        assertThat(fleet.missed("http://a", true, now)).isTrue();
        assertThat(fleet.isLost("a", now)).isTrue();
        assertThat(chosen()).isEqualTo("none");
    }

    @Test
    void whoIsHeardOfAfterARefusalIsNotLost() {
        beats("http://a", bridge("a", "", 0));
        fleet.missed("http://a", true, now);
        beats("http://a", bridge("a", "", 0));
        fleet.missed("http://a", true, now);
        assertThat(fleet.isLost("a", now)).isFalse();
        fleet.answered("http://a", bridge("a", "", 0), now);
        assertThat(chosen()).isEqualTo("a");
    }

    @Test
    void whoIsHeardOfIsNotLostThoughItIsNotReached() {
        for (int i = 0; i < 10; i++) {
            beats("http://a", bridge("a", "", 0));
            fleet.missed("http://a", false, now);
            pass(BridgeBeat.EVERY);
        }
        assertThat(fleet.isLost("a", now)).isFalse();
        assertThat(fleet.urlOf("a")).isNull();
    }

    @Test
    void whoIsFoundAgainIsThere() {
        beats("http://a", bridge("a", "", 0));
        pass(Duration.ofSeconds(5));
        fleet.missed("http://a", false, now);
        fleet.missed("http://a", false, now);
        assertThat(fleet.isLost("a", now)).isTrue();
        beats("http://a", bridge("a", "", 0));
        assertThat(fleet.isLost("a", now)).isFalse();
        assertThat(fleet.answered("http://a", bridge("a", "", 0), now)).isTrue();
        assertThat(chosen()).isEqualTo("a");
    }

    @Test
    void whoSaysThatItGoesIsLostAtOnceAndAnotherInItsPlaceIsNot() {
        beats("http://a", bridge("a", "", 0));
        assertThat(fleet.heard(new BridgeBeat("http://a", bridge("a", "", 0), true), now))
                .isTrue();
        assertThat(fleet.isLost("a", now)).isTrue();
        fleet.answered("http://a", bridge("a", "", 0), now);
        assertThat(fleet.isLost("a", now)).isTrue();
        beats("http://a", bridge("a2", "", 0));
        assertThat(chosen()).isEqualTo("a2");
        pass(Fleet.ALL_HEARD.plusMillis(1));
        assertThat(fleet.isLost("a", now)).isTrue();
        assertThat(fleet.isLost("a2", now)).isFalse();
    }

    @Test
    void aNodeThatHasJustBegunLetsEveryBridgeBeHeardFirst() {
        fleet.answered(HOME, bridge("a", "", 0), now);
        assertThat(fleet.isLost("b", now)).isFalse();
        pass(Fleet.ALL_HEARD.plusMillis(1));
        assertThat(fleet.isLost("b", now)).isTrue();
    }

    @Test
    void whereThereCanBeOneOnlyAllOthersAreLost() {
        Fleet alone = new Fleet(HOME, true, now);
        assertThat(alone.isLost("before", now)).isFalse();
        alone.answered(HOME, bridge("a", "", 0), now);
        assertThat(alone.isLost("before", now)).isTrue();
        assertThat(alone.isLost("a", now)).isFalse();
        alone.missed(HOME, false, now);
        alone.missed(HOME, false, now);
        assertThat(alone.isLost("a", now)).isTrue();
        assertThat(alone.choose(BOOTH)).isEmpty();
    }

    @Test
    void oneThatIsKnownByTwoAddressesIsOne() {
        fleet.answered(HOME, bridge("a", "", 0.5), now);
        beats("http://a", bridge("a", "", 0.5));
        assertThat(fleet.all()).hasSize(1);
        fleet.missed(HOME, false, now);
        fleet.missed(HOME, false, now);
        assertThat(fleet.urlOf("a")).isEqualTo("http://a");
        assertThat(fleet.isLost("a", now)).isFalse();
    }

    @Test
    void theSecondRecorderIsOnAnotherBridgeOfTheSameRegionIfThereIsOne() {
        beats("http://a", bridge("everywhere", "", 0));
        beats("http://b", bridge("one", "d01.s01", 0.1));
        assertThat(chosen()).isEqualTo("one");
        assertThat(fleet.another(BOOTH, "one")).contains("everywhere");
        beats("http://c", bridge("other", "d01.s01", 0.5));
        assertThat(fleet.another(BOOTH, "one")).contains("other");
        assertThat(chosen()).isEqualTo("one");
    }

    @Test
    void whereThereIsOneBridgeThereIsNoOther() {
        beats("http://a", bridge("only", "", 0));
        assertThat(fleet.another(BOOTH, "only")).isEmpty();
    }
}
