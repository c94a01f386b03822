package org.yizhan.media.room;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// When a picture counts as having stood still.
class StopsTest {

    private static final long MS = 1_000_000L;

    private final Stops stops = new Stops();

    private void pictures(long fromMs, long untilMs, long everyMs) {
        for (long at = fromMs; at <= untilMs; at += everyMs) {
            stops.goesOn(at * MS);
        }
    }

    private void are(int count, long ms) {
        assertThat(stops.count()).isEqualTo(count);
        assertThat(stops.nanos() / MS).isEqualTo(ms);
    }

    @Test
    void aSlowCameraDoesNotStop() {
        stops.begin(true, 0);
        pictures(130, 10_000, 130);
        are(0, 0);
    }

    @Test
    void aCameraThatGivesNothingForAWhileStopped() {
        stops.begin(true, 0);
        pictures(40, 1_000, 40);
        pictures(1_500, 3_000, 40);
        are(1, 500);
    }

    @Test
    void aCameraThatWasSwitchedOffDidNotStop() {
        stops.begin(true, 0);
        stops.goesOn(12_000 * MS);
        are(0, 0);
    }

    @Test
    void papersMayLieStill() {
        stops.begin(false, 0);
        pictures(1_000, 9_000, 1_000);
        are(0, 0);
    }

    @Test
    void whatAReceiverLostStandsStillUntilTheKeyFrameHoweverOftenItAsks() {
        stops.begin(false, 0);
        stops.lost(100 * MS);
        stops.lost(400 * MS);
        assertThat(stops.isLost()).isTrue();
        stops.goesOn(500 * MS);
        stops.mended(700 * MS);
        are(1, 600);
        stops.mended(900 * MS);
        are(1, 600);
    }

    @Test
    void aGapWhileTheReceiverWaitsAnywayIsNotCountedTwice() {
        stops.begin(true, 0);
        stops.lost(100 * MS);
        stops.goesOn(900 * MS);
        stops.mended(1_100 * MS);
        are(1, 1_000);
    }

    @Test
    void anotherSourceBeginsAnew() {
        stops.begin(true, 0);
        stops.lost(100 * MS);
        stops.begin(true, 5_000 * MS);
        stops.mended(5_100 * MS);
        pictures(5_040, 6_000, 40);
        are(0, 0);
    }
}
