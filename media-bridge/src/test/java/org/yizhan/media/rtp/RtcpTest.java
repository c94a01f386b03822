package org.yizhan.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RtcpTest {

    private final List<String> heard = new ArrayList<>();

    private final RtcpListener listener = new RtcpListener() {
        @Override
        public void senderReport(SenderReport report) {
            heard.add(report.toString());
        }

        @Override
        public void reportBlock(long reporter, ReportBlock block) {
            heard.add(reporter + " " + block);
        }

        @Override
        public void bye(long ssrc) {
            heard.add("bye " + ssrc);
        }

        @Override
        public void nack(long media, int sequenceNumber) {
            heard.add("nack " + media + " " + sequenceNumber);
        }

        @Override
        public void pictureLoss(long media) {
            heard.add("pli " + media);
        }

        @Override
        public void fullIntra(long media, int number) {
            heard.add("fir " + media + " " + number);
        }

        @Override
        public void estimatedMaximumBitrate(long bitsPerSecond) {
            heard.add("remb " + bitsPerSecond);
        }
    };

    @Test
    void whatIsWrittenIsRead() {
        SenderReport report = new SenderReport(0xFFFF_FFFFL, 0xE000_0000_8000_0000L, 5, 6, 7);
        ReportBlock block = new ReportBlock(9, 255, -3, 70_000, 11, 12, 13);
        RtcpWriter out = new RtcpWriter()
                .receiverReport(1)
                .reportBlock(block)
                .canonicalName(1, "bridge")
                .senderReport(report)
                .nack(1, 2, new int[] {65_534, 65_535, 0, 14, 15, 40}, 6)
                .pictureLoss(1, 3)
                .fullIntra(1, 4, 200)
                .bye(5);
        assertThat(RtcpReader.read(out.array(), 0, out.length(), listener)).isTrue();
        assertThat(heard)
                .containsExactly(
                        "1 " + block,
                        report.toString(),
                        "nack 2 65534",
                        "nack 2 65535",
                        "nack 2 0",
                        "nack 2 14",
                        "nack 2 15",
                        "nack 2 40",
                        "pli 3",
                        "fir 4 200",
                        "bye 5");
    }

    @Test
    void anEstimateIsRead() {
        byte[] remb = new byte[24];
        remb[0] = (byte) 0x8F;
        remb[1] = (byte) 206;
        Bytes.put16(remb, 2, 5);
        Bytes.put32(remb, 12, 0x52454D42L);
        remb[16] = 1;
        Bytes.put24(remb, 17, 3 << 18 | 100_000);
        assertThat(RtcpReader.read(remb, 0, 24, listener)).isTrue();
        assertThat(heard).containsExactly("remb 800000");
    }

    @Test
    void truncatedPacketsAreRefused() {
        RtcpWriter out =
                new RtcpWriter().senderReport(new SenderReport(1, 2, 3, 4, 5)).nack(1, 2, new int[] {1, 100, 200}, 3);
        for (int length = 1; length < out.length(); length++) {
            byte[] cut = Arrays.copyOf(out.array(), length);
            assertThat(RtcpReader.read(cut, 0, length, listener))
                    .as("%s bytes", length)
                    .isEqualTo(length == 28);
        }
    }

    @Test
    void aReportThatCountsMoreBlocksThanItHasIsRefused() {
        RtcpWriter out = new RtcpWriter().receiverReport(1);
        out.array()[0] |= 3;
        assertThat(RtcpReader.read(out.array(), 0, out.length(), listener)).isFalse();
    }

    @Test
    void randomBytesNeverOverrun() {
        Random random = new Random(11);
        for (int i = 0; i < 200_000; i++) {
            byte[] bytes = new byte[4 * random.nextInt(20) + random.nextInt(2)];
            random.nextBytes(bytes);
            if (bytes.length > 4) {
                bytes[0] = (byte) (0x80 | bytes[0] & 0x3F);
                bytes[1] = (byte) (200 + random.nextInt(8));
                Bytes.put16(bytes, 2, random.nextInt(bytes.length / 4 + 1));
            }
            RtcpReader.read(bytes, 0, bytes.length, new RtcpListener() {
                @Override
                public void transportFeedback(byte[] array, int offset, int length) {
                    TransportFeedback.read(array, offset, length, (sequence, ticks) -> {});
                }
            });
        }
    }
}
