package org.yizhan.media.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KeyframeRequestsTest {

    private static final long PAUSE = KeyframeRequests.PAUSE_NANOS;
    private static final long ARRIVING = KeyframeRequests.ARRIVING_NANOS;
    private final KeyframeRequests requests = new KeyframeRequests();

    @Test
    void theFirstGoesAtOnceAndIsRepeatedUntilAKeyFrameComes() {
        requests.first();
        assertThat(requests.due(0)).isTrue();
        requests.first();
        assertThat(requests.due(1)).isFalse();
        assertThat(requests.due(PAUSE)).isTrue();
        requests.arrived(PAUSE);
        assertThat(requests.due(9 * PAUSE)).isFalse();
    }

    @Test
    void whoCanDoWithoutWaitsForAnOldOneWhereKeyFramesAreDear() {
        requests.arrived(0);
        long old = KeyframeRequests.OLD_NANOS;
        requests.welcome(true, old - 1);
        assertThat(requests.due(old - 1)).isFalse();
        requests.welcome(true, old);
        assertThat(requests.due(old)).isTrue();
        requests.arrived(old);
        requests.welcome(false, old + 1);
        assertThat(requests.due(old + ARRIVING)).isTrue();
    }

    @Test
    void repairsAreThrottledHoweverManyAsk() {
        int asked = 0;
        for (long now = 0; now < 10 * ARRIVING; now += ARRIVING / 50) {
            requests.repair();
            if (requests.due(now)) {
                asked++;
                requests.arrived(now);
            }
        }
        assertThat(asked).isEqualTo(10);
    }

    @Test
    void somebodyNewNeedNotWaitForThePauseAfterARepair() {
        requests.repair();
        assertThat(requests.due(0)).isTrue();
        requests.arrived(1);
        requests.first();
        assertThat(requests.due(2)).isTrue();
    }

    @Test
    void whoeverComplainsWhileAKeyFrameIsOnItsWayGetsThatOne() {
        requests.first();
        assertThat(requests.due(0)).isTrue();
        requests.arrived(1);
        requests.repair();
        assertThat(requests.due(1 + ARRIVING - 1)).isFalse();
        assertThat(requests.due(1 + ARRIVING)).isTrue();
    }
}
