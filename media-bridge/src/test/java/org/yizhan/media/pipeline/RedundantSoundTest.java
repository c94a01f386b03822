package org.yizhan.media.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.yizhan.media.rtp.Codec;
import org.yizhan.media.rtp.MediaIds;
import org.yizhan.media.rtp.Packets;
import org.yizhan.media.rtp.RedundantBlocks;
import org.yizhan.media.rtp.RtpPacket;
import org.yizhan.media.transport.Refusals;

/// Sound that goes out with the frames from before in it, over a line that loses packets, and comes in again.
class RedundantSoundTest {

    private static final MediaIds IDS = new MediaIds(111, 63, 96, 97, 4, 3, 1);
    private static final MediaIds WITHOUT = new MediaIds(111, -1, 96, 97, 4, 3, 1);
    private static final long FRAME_TICKS = 960;
    private static final long FRAME_NANOS = 20_000_000L;
    private static final int MUCH = 26;

    /// What came out at the far end.
    private static final class Ear implements ReceiveStream.Sink {

        private final List<Integer> numbers = new ArrayList<>();
        private final List<byte[]> frames = new ArrayList<>();
        private final List<Long> timestamps = new ArrayList<>();

        @Override
        public void packet(RtpPacket packet, long arrivalNanos) {
            assertThat(packet.payloadType()).isEqualTo(111);
            numbers.add(packet.sequenceNumber());
            timestamps.add(packet.timestamp());
            frames.add(Arrays.copyOfRange(
                    packet.array(), packet.payloadOffset(), packet.payloadOffset() + packet.payloadLength()));
        }

        @Override
        public void padding(RtpPacket packet, long arrivalNanos) {
            // Only what strangers make up comes here.
            assertThat(packet.payloadLength()).isZero();
        }
    }

    private final Random random = new Random(2198);
    private final List<byte[]> line = new ArrayList<>();
    private final Ear ear = new Ear();
    private final ReceiveStream heard = new ReceiveStream(Codec.OPUS, ear);
    private final Refusals refusals = new Refusals();
    private final ReceivePipeline in = new ReceivePipeline(IDS, streams(), (number, nanos) -> {}, refusals);

    private StreamTable streams() {
        StreamTable streams = new StreamTable();
        streams.add("0", 7_000, 0, heard);
        return streams;
    }

    private SendStream mouth(MediaIds ids) {
        return new SendStream(Codec.OPUS, ids, 7_000, 0, (array, length) -> line.add(Arrays.copyOf(array, length)));
    }

    private byte[] frame(int number) {
        byte[] frame = new byte[1 + random.nextInt(160)];
        random.nextBytes(frame);
        frame[0] = (byte) number;
        return frame;
    }

    private List<byte[]> say(SendStream mouth, int frames, int from) {
        List<byte[]> said = new ArrayList<>();
        for (int i = 0; i < frames; i++) {
            int sequence = from + i & 0xFFFF;
            byte[] frame = frame(i);
            said.add(frame);
            RtpPacket packet = Packets.view(Packets.extended(
                    Packets.rtp(111, sequence, i * FRAME_TICKS, 1, false, frame), 1, (byte) (i & 0x7F)));
            if (i == 0) {
                mouth.begin(packet, IDS, new PacketCache(), 0);
            }
            mouth.forward(packet, i * FRAME_NANOS);
        }
        return said;
    }

    private void arrives(byte[] packet) {
        byte[] room = Arrays.copyOf(packet, packet.length + 64);
        in.take(room, 0, packet.length, 0);
    }

    @Test
    void whereNothingIsLostNothingIsRepeated() {
        SendStream mouth = mouth(IDS);
        List<byte[]> said = say(mouth, 10, 65_530);
        assertThat(line).allMatch(packet -> Packets.view(packet).payloadType() == 111);
        line.forEach(this::arrives);
        assertThat(ear.frames).usingRecursiveComparison().isEqualTo(said);
    }

    @Test
    void aFullLineIsNotFilledFurther() {
        SendStream mouth = mouth(IDS);
        mouth.losses().reported(MUCH, 0);
        mouth.spare(0);
        say(mouth, 3, 0);
        assertThat(line).allMatch(packet -> Packets.view(packet).payloadType() == 111);
    }

    @Test
    void whoCannotReadItIsNotSentIt() {
        SendStream mouth = mouth(WITHOUT);
        mouth.losses().reported(MUCH, 0);
        say(mouth, 3, 0);
        assertThat(line).allMatch(packet -> Packets.view(packet).payloadType() == 111);
    }

    @Test
    void upToTwoPacketsInARowMayBeLostAndEveryFrameIsHeardInOrder() {
        SendStream mouth = mouth(IDS);
        mouth.losses().reported(MUCH, 0);
        List<byte[]> said = say(mouth, 900, 65_000);
        int row = 0;
        for (int i = 0; i < line.size(); i++) {
            boolean lost = i > 0 && i < line.size() - 1 && row < 2 && random.nextInt(3) == 0;
            row = lost ? row + 1 : 0;
            if (!lost) {
                arrives(line.get(i));
            }
        }
        assertThat(ear.frames).usingRecursiveComparison().isEqualTo(said);
        for (int i = 1; i < said.size(); i++) {
            assertThat(ear.numbers.get(i) - ear.numbers.get(i - 1) & 0xFFFF).isOne();
            assertThat(ear.timestamps.get(i) - ear.timestamps.get(i - 1) & 0xFFFF_FFFFL)
                    .isEqualTo(FRAME_TICKS);
        }
    }

    @Test
    void whatWasLostOnTheLineIsReportedThoughItWasHeard() {
        SendStream mouth = mouth(IDS);
        mouth.losses().reported(MUCH, 0);
        say(mouth, 101, 1);
        for (int i = 0; i < line.size(); i++) {
            if (i % 10 != 5) {
                arrives(line.get(i));
            }
        }
        assertThat(ear.frames).hasSize(101);
        assertThat(heard.reception().report(7_000, 0).lost()).isEqualTo(10);
    }

    @Test
    void aPacketThatOnlyCameLateIsNotReportedAsLost() {
        SendStream mouth = mouth(IDS);
        mouth.losses().reported(MUCH, 0);
        say(mouth, 6, 1);
        List.of(0, 1, 3, 2, 4, 5).forEach(i -> arrives(line.get(i)));
        assertThat(ear.numbers).hasSize(6).isSorted();
        assertThat(heard.reception().report(7_000, 0).lost()).isZero();
    }

    @Test
    void theLineIsGivenLessOnceItHasBeenGoodForAWhile() {
        SendStream mouth = mouth(IDS);
        mouth.losses().reported(MUCH, 0);
        mouth.losses().reported(0, 1_000_000_000L);
        for (long second = 2; second < 6; second++) {
            mouth.losses().reported(0, second * 1_000_000_000L);
        }
        assertThat(mouth.losses().many(6_000_000_000L)).isTrue();
        assertThat(mouth.losses().many(40_000_000_000L)).isFalse();
        assertThat(mouth.losses().level(40_000_000_000L)).isZero();
    }

    @Test
    void whatStrangersMakeOfItIsRefusedAndReadsNothingBeyondThePacket() {
        RedundantBlocks blocks = new RedundantBlocks();
        int understood = 0;
        for (int i = 0; i < 200_000; i++) {
            byte[] payload = new byte[random.nextInt(40)];
            random.nextBytes(payload);
            if (payload.length > 0 && random.nextInt(4) != 0) {
                payload[0] &= 0x7F;
            }
            RtpPacket packet = Packets.view(Packets.rtp(63, i & 0xFFFF, i, 7_000, false, payload));
            if (blocks.read(packet)) {
                understood++;
                int last = blocks.count() - 1;
                assertThat(blocks.start(last) + blocks.length(last)).isEqualTo(12 + payload.length);
                for (int b = 0; b < blocks.count(); b++) {
                    assertThat(blocks.start(b)).isBetween(13, 12 + payload.length);
                    assertThat(blocks.length(b)).isBetween(0, payload.length);
                }
            }
            arrives(Packets.rtp(63, i & 0xFFFF, i, 7_000, false, payload));
        }
        assertThat(understood).isBetween(10_000, 199_000);
    }
}
