package org.yizhan.media.congestion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.yizhan.media.rtp.RtcpListener;
import org.yizhan.media.rtp.RtcpReader;
import org.yizhan.media.rtp.RtcpWriter;
import org.yizhan.media.rtp.TransportFeedback;

class ArrivalLogTest {

    private static final long MILLI = 1_000_000;
    private final ArrivalLog log = new ArrivalLog();
    private final TreeMap<Integer, Long> told = new TreeMap<>();

    private boolean tell(long now) {
        RtcpWriter out = new RtcpWriter();
        boolean some = log.tell(out, 1, 2, now);
        RtcpReader.read(out.array(), 0, out.length(), new RtcpListener() {
            @Override
            public void transportFeedback(byte[] array, int offset, int length) {
                TransportFeedback.read(array, offset, length, told::put);
            }
        });
        return some;
    }

    @Test
    void everyPacketIsToldOnceInAWhile() {
        log.arrived(65_535, 1_000 * MILLI);
        log.arrived(1, 1_001 * MILLI);
        assertThat(tell(1_100 * MILLI)).isTrue();
        assertThat(told).containsEntry(0, TransportFeedback.LOST).containsKeys(65_535, 1);
        assertThat(told.getOrDefault(1, 0L) - told.getOrDefault(65_535, 0L)).isEqualTo(4);
        assertThat(tell(1_300 * MILLI)).isFalse();
    }

    @Test
    void notMoreOftenThanThePeriod() {
        log.arrived(1, 1_000 * MILLI);
        assertThat(tell(1_000 * MILLI)).isTrue();
        log.arrived(2, 1_010 * MILLI);
        assertThat(tell(1_010 * MILLI)).isFalse();
        assertThat(tell(1_061 * MILLI)).isTrue();
    }

    @Test
    void aLatePacketIsToldAfterAll() {
        log.arrived(1, 1_000 * MILLI);
        log.arrived(3, 1_001 * MILLI);
        tell(1_100 * MILLI);
        assertThat(told).containsEntry(2, TransportFeedback.LOST);
        log.arrived(2, 1_110 * MILLI);
        tell(1_200 * MILLI);
        assertThat(told.get(2)).isNotEqualTo(TransportFeedback.LOST);
    }

    @Test
    void anyJumpsOfTheCounterAreSurvived() {
        Random random = new Random(1);
        for (int i = 0; i < 200_000; i++) {
            log.arrived(random.nextInt(65_536), i * MILLI);
            if (random.nextInt(50) == 0) {
                tell(i * MILLI);
            }
        }
        log.arrived(7, 300_000 * MILLI);
        assertThat(told).isNotEmpty();
    }
}
