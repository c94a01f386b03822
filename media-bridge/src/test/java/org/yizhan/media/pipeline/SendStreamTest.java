package org.yizhan.media.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.yizhan.media.rtp.Bytes;
import org.yizhan.media.rtp.Codec;
import org.yizhan.media.rtp.MediaIds;
import org.yizhan.media.rtp.Packets;
import org.yizhan.media.rtp.RtpPacket;
import org.yizhan.media.rtp.Vp8;

class SendStreamTest {

    private static final MediaIds SOURCE = new MediaIds(111, 63, 96, 97, 4, 3, 1);
    private static final MediaIds RECEIVER = new MediaIds(109, 64, 120, 121, 5, 6, 7);
    private static final long SECOND = 1_000_000_000L;

    private final List<byte[]> sent = new ArrayList<>();
    private final PacketCache cache = new PacketCache();

    private SendStream stream(Codec codec) {
        return new SendStream(codec, RECEIVER, 7_000, 8_000, (array, length) -> sent.add(Arrays.copyOf(array, length)));
    }

    private RtpPacket picture(int sequence, long timestamp, long ssrc, boolean keyframe, int id) {
        RtpPacket packet = Packets.view(Packets.rtp(96, sequence, timestamp, ssrc, true, Packets.vp8(keyframe, id)));
        cache.put(packet);
        return packet;
    }

    private RtpPacket last() {
        return Packets.view(sent.getLast());
    }

    private static int pictureId(RtpPacket packet) {
        return Vp8.pictureId(packet.array(), packet.payloadOffset(), packet.payloadLength());
    }

    @Test
    void theReceiverSeesItsOwnNumbers() {
        SendStream out = stream(Codec.VP8);
        RtpPacket in = picture(65_000, 90, 1, true, 3);
        out.begin(in, SOURCE, cache, 0);
        out.forward(in, 0);
        assertThat(last().payloadType()).isEqualTo(120);
        assertThat(last().ssrc()).isEqualTo(7_000);
        assertThat(last().marker()).isTrue();
    }

    @Test
    void anotherSourceGoesOnWhereTheLastOneStopped() {
        SendStream out = stream(Codec.VP8);
        RtpPacket first = picture(65_535, 0xFFFF_FFF0L, 1, true, 0x7FFF);
        out.begin(first, SOURCE, cache, 0);
        out.forward(first, 0);
        RtpPacket before = last();
        RtpPacket other = picture(9, 500_000, 2, true, 12);
        out.begin(other, SOURCE, cache, SECOND);
        out.forward(other, SECOND);
        assertThat(last().sequenceNumber()).isEqualTo(before.sequenceNumber() + 1 & 0xFFFF);
        assertThat(last().timestamp()).isEqualTo(before.timestamp() + 90_000 & 0xFFFF_FFFFL);
        assertThat(pictureId(last())).isEqualTo(pictureId(before) + 1 & 0x7FFF);
    }

    @Test
    void anOutOfOrderPacketKeepsItsPlace() {
        SendStream out = stream(Codec.VP8);
        RtpPacket first = picture(10, 0, 1, true, 1);
        out.begin(first, SOURCE, cache, 0);
        out.forward(first, 0);
        int base = last().sequenceNumber();
        out.forward(picture(13, 0, 1, false, 1), 0);
        assertThat(last().sequenceNumber()).isEqualTo(base + 3 & 0xFFFF);
        out.forward(picture(11, 0, 1, false, 1), 0);
        assertThat(last().sequenceNumber()).isEqualTo(base + 1 & 0xFFFF);
    }

    @Test
    void aLostPacketIsSentAgainInItsWrapping() {
        SendStream out = stream(Codec.VP8);
        RtpPacket first = picture(10, 0, 1, true, 1);
        out.begin(first, SOURCE, cache, 0);
        out.forward(first, 0);
        byte[] plain = sent.getLast();
        int lost = last().sequenceNumber();
        assertThat(out.resend(lost, SECOND)).isTrue();
        RtpPacket again = last();
        assertThat(again.payloadType()).isEqualTo(121);
        assertThat(again.ssrc()).isEqualTo(8_000);
        assertThat(Bytes.u16(again.array(), again.payloadOffset())).isEqualTo(lost);
        assertThat(Arrays.copyOfRange(again.array(), again.payloadOffset() + 2, again.length()))
                .isEqualTo(Arrays.copyOfRange(plain, Packets.view(plain).payloadOffset(), plain.length));
        assertThat(out.resend(lost, SECOND + 1)).as("asked for twice at once").isTrue();
        assertThat(sent).hasSize(2);
    }

    @Test
    void whatWasNeverSentIsNotSentAgain() {
        SendStream out = stream(Codec.VP8);
        picture(9, 0, 1, false, 1);
        RtpPacket first = picture(10, 0, 1, true, 1);
        assertThat(out.resend(5, 0)).isFalse();
        out.begin(first, SOURCE, cache, 0);
        out.forward(first, 0);
        int base = last().sequenceNumber();
        assertThat(out.resend(base - 1 & 0xFFFF, SECOND)).as("another source's").isFalse();
        assertThat(out.resend(base + 1 & 0xFFFF, SECOND)).as("the future").isFalse();
    }

    @Test
    void loudnessGoesAlongUnderTheReceiversNumber() {
        SendStream out = stream(Codec.OPUS);
        RtpPacket in =
                Packets.view(Packets.extended(Packets.rtp(111, 1, 1, 1, false, new byte[] {9, 9}), 1, (byte) 0x85));
        out.begin(in, SOURCE, cache, 0);
        out.forward(in, 0);
        int at = last().extension(7, 1);
        assertThat(last().array()[at]).isEqualTo((byte) 0x85);
        assertThat(last().payloadLength()).isEqualTo(2);
    }

    /// Sources come and go at random, packets are lost and swapped: to the receiver no number comes twice with
    /// different
    /// content, and the difference to the source is constant as long as the source is.
    @Test
    void noNumberIsEverUsedTwice() {
        Random random = new Random(4);
        SendStream out = stream(Codec.VP8);
        Map<Integer, Long> used = new HashMap<>();
        long stamp = 0;
        int sequence = 0;
        for (int source = 0; source < 60; source++) {
            sequence = random.nextInt(65_536);
            boolean begun = false;
            for (int i = 0; i < 300; i++) {
                int step = random.nextInt(20) == 0 ? 2 : 1;
                sequence = sequence + step & 0xFFFF;
                RtpPacket in = picture(sequence, ++stamp, source, !begun, i & 0x7FFF);
                if (!begun) {
                    out.begin(in, SOURCE, cache, stamp);
                    begun = true;
                }
                out.forward(in, stamp);
                Long before = used.put(last().sequenceNumber(), stamp);
                assertThat(before == null || stamp - before > 30_000).isTrue();
            }
        }
    }

    @Test
    void whatCameSomeTimeAgoLiesCloseTogetherBeforeTheLivePicture() {
        SendStream out = stream(Codec.VP8);
        RtpPacket first = picture(10, 0xFFFF_F000L, 1, true, 1);
        long live = first.timestamp() + 9 * 3_000;
        out.beginBefore(live, first, SOURCE, cache, 0);
        List<Long> times = new ArrayList<>();
        for (int i = 0; i <= 11; i++) {
            out.forward(picture(10 + i, 0xFFFF_F000L + i * 3_000L & 0xFFFF_FFFFL, 1, i == 0, 1 + i), 0);
            times.add(last().timestamp());
        }
        for (int i = 1; i <= 11; i++) {
            long step = times.get(i) - times.get(i - 1) & 0xFFFF_FFFFL;
            assertThat(step).as("step %d", i).isBetween(i <= 9 ? 93L : 3_000L, i <= 9 ? 94L : 3_000L);
        }
        int third = last().sequenceNumber() - 9 & 0xFFFF;
        assertThat(out.resend(third, SECOND)).isTrue();
        assertThat(last().timestamp()).as("sent again as it was").isEqualTo(times.get(2));
    }

    @Test
    void whatPacketsWereLateByDoesNotAddUpOverSources() {
        SendStream out = stream(Codec.VP8);
        long began = 0;
        for (int source = 0; source < 50; source++) {
            long now = source * SECOND;
            RtpPacket first = picture(100 * source, 7_000L * source, source, true, 1);
            out.begin(first, SOURCE, cache, now);
            out.forward(first, now);
            began = source == 0 ? last().timestamp() : began;
            assertThat(last().timestamp() - began & 0xFFFF_FFFFL).isEqualTo(90_000L * source);
            // 0.4 s of the source, brought 30 ms late.
            out.forward(picture(100 * source + 1, 7_000L * source + 36_000, source, false, 2), now + 430_000_000);
        }
    }

    @Test
    void whatIsSentTwiceFollowsItselfAfterThreeOthers() {
        SendStream out = stream(Codec.VP8);
        out.twice(true);
        for (int i = 0; i < 10; i++) {
            RtpPacket in = picture(50 + i, i * 3_000L, 1, i == 0, i);
            if (i == 0) {
                out.begin(in, SOURCE, cache, 0);
            }
            out.forward(in, i * 33_000_000L);
        }
        List<Integer> plain = new ArrayList<>();
        List<Integer> again = new ArrayList<>();
        for (RtpPacket packet : sent.stream().map(Packets::view).toList()) {
            if (packet.ssrc() == 7_000) {
                plain.add(packet.sequenceNumber());
            } else {
                again.add(Bytes.u16(packet.array(), packet.payloadOffset()));
                assertThat(plain.getLast() - again.getLast() & 0xFFFF).isEqualTo(3);
            }
        }
        assertThat(plain).hasSize(10);
        assertThat(again).isEqualTo(plain.subList(0, 7));
    }

    @Test
    void anAnswerIsGivenTwiceWhereMuchIsLost() {
        SendStream out = stream(Codec.VP8);
        RtpPacket first = picture(10, 0, 1, true, 1);
        out.begin(first, SOURCE, cache, 0);
        out.forward(first, 0);
        int lost = last().sequenceNumber();
        out.losses().reported(26, SECOND);
        assertThat(out.resend(lost, SECOND)).isTrue();
        assertThat(sent).hasSize(3);
        assertThat(Packets.view(sent.get(1)).sequenceNumber() + 1 & 0xFFFF).isEqualTo(last().sequenceNumber());
    }
}
