package org.yizhan.media.recording.frames;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Vp8FramesTest {

    private final List<Frame> made = new ArrayList<>();
    private int asked;
    private final Vp8Frames frames = new Vp8Frames(new Frames.Output() {
        @Override
        public void frame(Frame frame) {
            made.add(frame);
        }

        @Override
        public void keyFrameNeeded() {
            asked++;
        }
    });

    @Test
    void picturesArePutTogetherAndTheKeyTellsItsSize() {
        key(1, 3);
        delta(2, 2);
        assertThat(made).hasSize(2);
        assertThat(made.getFirst().key()).isTrue();
        assertThat(made.getFirst().size()).isEqualTo(new PictureSize(640, 480));
        assertThat(made.getFirst().data()).hasSize(30);
        assertThat(made.getLast().key()).isFalse();
        assertThat(asked).isZero();
    }

    @Test
    void nothingIsTakenBeforeTheFirstKey() {
        delta(1, 2);
        delta(2, 1);
        key(3, 1);
        assertThat(made).hasSize(1);
        assertThat(made.getFirst().key()).isTrue();
    }

    @Test
    void afterAHoleNothingIsTakenUntilTheNextKey() {
        key(1, 1);
        packet(2, true, false, false, false);
        packet(2, false, true, false, true);
        delta(3, 1);
        assertThat(made).hasSize(1);
        assertThat(asked).isPositive();
        key(4, 2);
        delta(5, 1);
        assertThat(made).hasSize(3);
        assertThat(made.get(1).lossBefore()).isTrue();
        assertThat(made.get(2).lossBefore()).isFalse();
    }

    @Test
    void lostPaddingCostsNoPicture() {
        key(1, 1);
        packet(2, true, true, false, true);
        assertThat(made).hasSize(2);
        assertThat(asked).isZero();
    }

    @Test
    void lostPictureIsNoticedByItsNumber() {
        key(1, 1);
        packet(3, true, true, false, true);
        assertThat(made).hasSize(1);
        assertThat(asked).isEqualTo(1);
    }

    @Test
    void pictureNumbersStartAgainAfter32767() {
        key(0x7fff, 1);
        packet(0x8000, true, true, false, true);
        assertThat(made).hasSize(2);
    }

    @Test
    void ofASenderWithoutMarkersAPictureEndsWithTheNextTimestamp() {
        packet(1, true, false, true, false);
        packet(2, true, false, false, false);
        packet(3, true, false, false, false);
        assertThat(made).hasSize(2);
        assertThat(asked).isZero();
    }

    @Test
    void aPictureThatItsSenderBrokeOffForAKeyFrameIsLeftOut() {
        key(1, 3);
        packet(2, true, false, false, false);
        key(3, 2);
        delta(4, 1);
        assertThat(made).extracting(Frame::timestamp).containsExactly(3_000L, 9_000L, 12_000L);
        assertThat(made.get(1).lossBefore()).isTrue();
    }

    @Test
    void whatBuildsOnAPictureThatWasBrokenOffIsLeftOutToo() {
        key(1, 1);
        packet(2, true, false, false, false);
        delta(3, 1);
        assertThat(made).hasSize(1);
        assertThat(asked).isPositive();
    }

    @Test
    void paddingIsNoPicture() {
        key(1, 1);
        frames.packet(new SourcePacket(0, 90, false, new byte[0], 0), false);
        delta(2, 1);
        assertThat(made).hasSize(2);
    }

    @Test
    void randomBytesBreakNothing() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            byte[] payload = new byte[random.nextInt(40)];
            random.nextBytes(payload);
            frames.packet(
                    new SourcePacket(i & 0xffff, random.nextInt(5), random.nextBoolean(), payload, 0),
                    random.nextBoolean());
        }
        frames.restart();
        made.clear();
        key(9, 2);
        assertThat(made).hasSize(1);
    }

    private void key(int picture, int packets) {
        for (int i = 0; i < packets; i++) {
            packet(picture, i == 0, i == packets - 1, true, false);
        }
    }

    private void delta(int picture, int packets) {
        for (int i = 0; i < packets; i++) {
            packet(picture, i == 0, i == packets - 1, false, false);
        }
    }

    private void packet(int picture, boolean first, boolean last, boolean key, boolean lost) {
        byte[] payload = new byte[14];
        Arrays.fill(payload, (byte) 0x55);
        payload[0] = (byte) (first ? 0x90 : 0x80);
        payload[1] = (byte) 0x80;
        payload[2] = (byte) (0x80 | picture >> 8 & 0x7f);
        payload[3] = (byte) picture;
        if (first) {
            payload[4] = (byte) (key ? 0x10 : 0x11);
            byte[] startCodeAndSize = {(byte) 0x9d, 1, 0x2a, (byte) 0x80, 2, (byte) 0xe0, 1};
            System.arraycopy(startCodeAndSize, 0, payload, 7, 7);
        }
        frames.packet(new SourcePacket(0, picture * 3000L, last, payload, 0), lost);
    }
}
