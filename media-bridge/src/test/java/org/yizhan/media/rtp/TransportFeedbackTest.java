package org.yizhan.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TransportFeedbackTest {

    private final TreeMap<Integer, Long> read = new TreeMap<>();

    private int roundTrip(int base, long[] arrivals) {
        RtcpWriter out = new RtcpWriter();
        int covered = TransportFeedback.write(out, 1, 2, base, 3, arrivals, arrivals.length);
        read.clear();
        if (covered > 0) {
            boolean fine = RtcpReader.read(out.array(), 0, out.length(), new RtcpListener() {
                @Override
                public void transportFeedback(byte[] array, int offset, int length) {
                    assertThat(TransportFeedback.read(array, offset, length, read::put))
                            .isTrue();
                }
            });
            assertThat(fine).isTrue();
        }
        return covered;
    }

    @Test
    void lostPacketsAndWraparound() {
        int covered = roundTrip(65_534, new long[] {1_000, TransportFeedback.LOST, 1_001, 1_300});
        assertThat(covered).isEqualTo(4);
        assertThat(read)
                .containsEntry(65_534, 1_000L)
                .containsEntry(65_535, TransportFeedback.LOST)
                .containsEntry(0, 1_001L)
                .containsEntry(1, 1_300L);
    }

    @Test
    void aPauseTooLongToEncodeEndsTheFeedback() {
        assertThat(roundTrip(0, new long[] {10, 11, 40_000, 40_001})).isEqualTo(2);
    }

    @Test
    void nothingReceivedIsNothingToTell() {
        assertThat(roundTrip(0, new long[] {TransportFeedback.LOST})).isZero();
    }

    @Test
    void whateverArrivesInAnyOrderIsReadBackAsWritten() {
        Random random = new Random(5);
        for (int round = 0; round < 3_000; round++) {
            long[] arrivals = new long[1 + random.nextInt(TransportFeedback.MAX_PACKETS)];
            long now = random.nextInt(1 << 20);
            for (int i = 0; i < arrivals.length; i++) {
                now += random.nextInt(10) == 0 ? random.nextInt(-200, 3_000) : random.nextInt(3);
                arrivals[i] = random.nextInt(8) == 0 ? TransportFeedback.LOST : Math.max(0, now);
            }
            int base = random.nextInt(65_536);
            int covered = roundTrip(base, arrivals);
            for (int i = 0; i < covered; i++) {
                assertThat(read.get(base + i & 0xFFFF)).isEqualTo(arrivals[i]);
            }
        }
    }
}
