package org.yizhan.media.recording.frames;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OpusFramesTest {

    @Test
    void aPacketTellsItsLength() {
        assertThat(OpusFrames.durationMicros(new byte[0])).isZero();
        assertThat(lengthOf(0)).isEqualTo(10_000);
        assertThat(lengthOf(3 << 3)).isEqualTo(60_000);
        assertThat(lengthOf(9 << 3)).isEqualTo(20_000);
        assertThat(lengthOf(12 << 3)).isEqualTo(10_000);
        assertThat(lengthOf(15 << 3)).isEqualTo(20_000);
        assertThat(lengthOf(16 << 3)).isEqualTo(2_500);
        assertThat(lengthOf(31 << 3)).isEqualTo(20_000);
        assertThat(lengthOf(31 << 3 | 1)).isEqualTo(40_000);
        assertThat(lengthOf(31 << 3 | 3, 3)).isEqualTo(60_000);
    }

    @Test
    void moreThan120MillisecondsIsNoOpus() {
        assertThat(lengthOf(31 << 3 | 3, 7)).isZero();
        assertThat(lengthOf(31 << 3 | 3, 0)).isZero();
        assertThat(lengthOf(31 << 3 | 3)).isZero();
    }

    @Test
    void silenceIsAFrameOf20Milliseconds() {
        assertThat(OpusFrames.durationMicros(OpusFrames.silence())).isEqualTo(OpusFrames.SILENCE_MICROS);
    }

    private static int lengthOf(int... bytes) {
        byte[] packet = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            packet[i] = (byte) bytes[i];
        }
        return OpusFrames.durationMicros(packet);
    }
}
