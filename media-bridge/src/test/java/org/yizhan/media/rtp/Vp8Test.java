package org.yizhan.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Vp8Test {

    @Test
    void aKeyFrameIsKnownByItsFirstPacketOnly() {
        assertThat(Vp8.startsKeyframe(Packets.view(Packets.rtp(96, 1, 1, 1, false, Packets.vp8(true, 5)))))
                .isTrue();
        assertThat(Vp8.startsKeyframe(Packets.view(Packets.rtp(96, 1, 1, 1, false, Packets.vp8(false, 5)))))
                .isFalse();
        byte[] later = Packets.vp8(true, 5);
        later[0] = (byte) 0x80;
        assertThat(Vp8.startsKeyframe(Packets.view(Packets.rtp(96, 1, 1, 1, false, later))))
                .isFalse();
    }

    @Test
    void descriptorsOfEveryShapeAreMeasured() {
        assertThat(length(0x10, 0)).isEqualTo(1);
        assertThat(length(0x90, 0x80, 0x05, 0)).isEqualTo(3);
        assertThat(length(0x90, 0x80, 0x85, 0x01, 0)).isEqualTo(4);
        assertThat(length(0x90, 0xF0, 0x85, 0x01, 0x02, 0x03, 0)).isEqualTo(6);
        assertThat(length(0x90, 0xF0, 0x85, 0x01, 0x02, 0x03)).isEqualTo(-1);
        assertThat(length(0x90)).isEqualTo(-1);
        assertThat(length()).isEqualTo(-1);
    }

    private static int length(int... bytes) {
        byte[] payload = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            payload[i] = (byte) bytes[i];
        }
        return Vp8.descriptorLength(payload, 0, payload.length);
    }

    @Test
    void shiftingWrapsAroundInTheFieldsOwnWidth() {
        byte[] wide = {(byte) 0x90, (byte) 0xC0, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0};
        Vp8.shift(wide, 0, wide.length, 1, 2);
        assertThat(Vp8.pictureId(wide, 0, wide.length)).isZero();
        assertThat(Vp8.baseLayerIndex(wide, 0, wide.length)).isEqualTo(1);
        byte[] narrow = {(byte) 0x90, (byte) 0x80, 0x7F, 0};
        Vp8.shift(narrow, 0, narrow.length, 2, 0);
        assertThat(Vp8.pictureId(narrow, 0, narrow.length)).isEqualTo(1);
    }
}
