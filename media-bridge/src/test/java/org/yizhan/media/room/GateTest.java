package org.yizhan.media.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.yizhan.media.congestion.Allocator.Mode;
import org.yizhan.media.rtp.Packets;
import org.yizhan.media.rtp.RtpPacket;

class GateTest {

    private final Gate gate = new Gate();
    private int sequence;

    /// A packet of the picture with this number.
    private RtpPacket of(int picture) {
        sequence++;
        return Packets.view(Packets.rtp(96, sequence, 3_000L * picture, 7, true, (byte) 1));
    }

    private static long seconds(int seconds) {
        return TimeUnit.SECONDS.toNanos(seconds);
    }

    @Test
    void allPicturesGetThroughWhereThereIsRoom() {
        gate.begin(of(1));
        assertThat(gate.passes(of(1))).isTrue();
        assertThat(gate.passes(of(2))).isTrue();
    }

    @Test
    void aPictureThatWasBegunGetsThroughWhole() {
        gate.begin(of(1));
        gate.set(Mode.STOPPED, 0);
        assertThat(gate.passes(of(1))).isTrue();
        assertThat(gate.isHalted()).isFalse();
        assertThat(gate.passes(of(2))).isFalse();
        assertThat(gate.isHalted()).isTrue();
        assertThat(gate.passes(of(1))).as("late, of the last that was shown").isTrue();
    }

    @Test
    void whatComesAfterAHaltNeedsAKeyFrameEvenWhenThereIsRoomAgain() {
        gate.begin(of(1));
        gate.halt();
        assertThat(gate.passes(of(2))).isFalse();
        assertThat(gate.mayBegin()).isTrue();
        gate.begin(of(3));
        assertThat(gate.passes(of(4))).isTrue();
    }

    @Test
    void aStillPictureIsRenewedAfterFiveSeconds() {
        gate.begin(of(1));
        gate.set(Mode.STILL, 0);
        assertThat(gate.passes(of(2))).isFalse();
        assertThat(gate.mayBegin()).isFalse();
        assertThat(gate.wantsStill(false, seconds(4))).isFalse();
        assertThat(gate.wantsStill(false, seconds(5))).isTrue();
        assertThat(gate.mayBegin()).isTrue();
        gate.begin(of(3));
        assertThat(gate.passes(of(4))).isFalse();
        assertThat(gate.wantsStill(false, seconds(9))).isFalse();
        assertThat(gate.wantsStill(false, seconds(10))).isTrue();
    }

    @Test
    void anotherSourcesFirstStillPictureDoesNotWait() {
        gate.begin(of(1));
        gate.set(Mode.STILL, 0);
        assertThat(gate.wantsStill(true, seconds(1))).isTrue();
    }

    @Test
    void nothingIsAskedForWhereNothingFits() {
        gate.begin(of(1));
        gate.set(Mode.STOPPED, 0);
        assertThat(gate.wantsStill(true, seconds(60))).isFalse();
        assertThat(gate.mayBegin()).isFalse();
    }

    @Test
    void onlyOpeningIsToldNotWhatIsOpenAlready() {
        assertThat(gate.set(Mode.FULL, 0)).isFalse();
        assertThat(gate.set(Mode.STILL, 0)).isFalse();
        assertThat(gate.set(Mode.FULL, 0)).isTrue();
    }
}
