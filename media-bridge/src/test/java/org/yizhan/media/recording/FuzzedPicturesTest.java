package org.yizhan.media.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yizhan.media.recording.frames.Frame;
import org.yizhan.media.recording.frames.Frames;
import org.yizhan.media.recording.frames.ReorderBuffer;
import org.yizhan.media.recording.frames.SourcePacket;

/// Packets of real pictures that somebody changed, on their way to a file: nothing throws, and what still comes out
/// is what a file can hold.
class FuzzedPicturesTest {

    private static final int ROUNDS = 200;

    private final SplittableRandom random = new SplittableRandom(20_261_123);

    @ParameterizedTest
    @EnumSource
    void nothingThatASenderSendsBreaksTheRecorder(TestPictures pictures) throws IOException {
        List<SourcePacket> packets = pictures.packets(pictures.encoded(TestPictures.moving("320x240", 2)), 1, 1, 0);
        List<Frame> made = new ArrayList<>();
        int[] asked = {0};
        Frames frames = RecordedCodec.of(pictures.codec()).frames(new Frames.Output() {
            @Override
            public void frame(Frame frame) {
                made.add(frame);
            }

            @Override
            public void keyFrameNeeded() {
                asked[0]++;
            }
        });
        ReorderBuffer order = new ReorderBuffer(1, frames);
        int sequence = 0;
        for (int round = 0; round < ROUNDS; round++) {
            for (SourcePacket packet : packets) {
                boolean left = random.nextInt(200) == 0;
                sequence++;
                if (!left) {
                    order.push(new SourcePacket(
                            sequence & 0xFFFF,
                            packet.timestamp() + round * 200_000L & 0xFFFF_FFFFL,
                            packet.marker() ^ random.nextInt(100) == 0,
                            random.nextInt(30) == 0 ? changed(packet.payload()) : packet.payload(),
                            sequence));
                    order.expire(sequence);
                }
            }
            for (Frame frame : made) {
                assertThat(frame.data()).isNotEmpty();
                assertThat(frame.setup()).hasSizeLessThan(1 << 17);
                assertThat(frame.size().width()).isBetween(frame.key() ? 1 : 0, 65_536);
                assertThat(frame.size().height()).isBetween(frame.key() ? 1 : 0, 65_536);
            }
            made.clear();
        }
        assertThat(asked[0]).isPositive();
        int beyond = sequence + 20_000;
        packets.forEach(packet -> order.push(new SourcePacket(
                packet.sequence() + beyond & 0xFFFF, packet.timestamp(), packet.marker(), packet.payload(), 1L << 40)));
        order.flush();
        assertThat(made).as("whole pictures come through afterwards").hasSize(50);
    }

    private byte[] changed(byte[] payload) {
        if (random.nextInt(10) == 0) {
            byte[] noise = new byte[random.nextInt(60)];
            random.nextBytes(noise);
            return noise;
        }
        byte[] changed = payload.clone();
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes && changed.length > 0; i++) {
            int at = random.nextInt(Math.min(changed.length, 40));
            switch (random.nextInt(3)) {
                case 0 -> changed[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> changed[at] = (byte) random.nextInt(256);
                default -> changed = Arrays.copyOf(changed, random.nextInt(changed.length + 20));
            }
        }
        return changed;
    }
}
