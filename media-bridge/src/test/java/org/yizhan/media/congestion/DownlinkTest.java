package org.yizhan.media.congestion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.yizhan.media.rtp.Bytes;
import org.yizhan.media.rtp.RtcpListener;
import org.yizhan.media.rtp.RtcpReader;
import org.yizhan.media.rtp.RtcpWriter;
import org.yizhan.media.rtp.RtpHeader;

/// A downlink over a line of 300 kb/s that its receiver reports of every 60 ms, in simulated time.
class DownlinkTest {

    private static final long MILLI = 1_000_000L;
    private static final int PICTURE = 1_100;
    private static final int SOUND = 100;

    private int lineBitsAMilli = 300;
    private long now = 1_000 * MILLI;
    private double freeMillis;
    private final List<Integer> lengths = new ArrayList<>();
    private final ArrivalLog arrivals = new ArrivalLog();
    private final RtcpWriter writer = new RtcpWriter();
    private final Downlink downlink = new Downlink(true, new Line(), () -> now);

    private final class Line implements Downlink.Way {
        @Override
        public void send(byte[] array, int length) {
            lengths.add(length);
            freeMillis = Math.max(freeMillis, now / (double) MILLI) + length * 8.0 / lineBitsAMilli;
            if (freeMillis - now / (double) MILLI < 300) {
                arrivals.arrived(Bytes.u16(array, RtpHeader.COUNTER_AT), (long) (freeMillis * MILLI));
            }
        }

        @Override
        public void drainLater(long nanos) {
            // Each step of the simulation drains.
        }

        @Override
        public boolean pad() {
            return false;
        }
    }

    /// Sends sound every 20 ms and so many bits a second of pictures.
    private void pass(int millis, int pictureBits) {
        double credit = 0;
        for (int i = 0; i < millis; i++) {
            now += MILLI;
            if (i % 20 == 0) {
                downlink.sound(new byte[SOUND + 64], SOUND);
            }
            for (credit += pictureBits / 1_000.0; credit >= PICTURE * 8; credit -= PICTURE * 8) {
                downlink.picture(new byte[PICTURE + 64], PICTURE);
            }
            if (i % 5 == 0) {
                downlink.drain();
            }
            if (i % 60 == 0) {
                report();
            }
            if (i % 100 == 0) {
                downlink.tick(true, 0);
            }
        }
    }

    private void report() {
        writer.clear();
        while (arrivals.tell(writer, 1, 2, now)) {
            byte[] packet = Arrays.copyOf(writer.array(), writer.length());
            writer.clear();
            RtcpReader.read(packet, 0, packet.length, new RtcpListener() {
                @Override
                public void transportFeedback(byte[] array, int offset, int length) {
                    downlink.feedback(array, offset, length);
                }
            });
        }
    }

    @Test
    void picturesLeaveWhatSoundTakesSoThatNoQueueGrowsBeforeSound() {
        pass(15_000, 2_000_000);
        downlink.keepUp(1);
        lengths.clear();
        pass(5_000, 2_000_000);
        int bits = lengths.stream().mapToInt(length -> length * 8).sum();
        assertThat(bits / 5).isLessThanOrEqualTo((int) (downlink.line().bitsPerSecond() * 1.25));
        assertThat(lengths.stream().filter(length -> length == SOUND)).hasSize(250);
    }

    @Test
    void whatWaitsForAFastLineLeavesAsFastAsTheLineIs() {
        lineBitsAMilli = 100_000;
        pass(1_000, 1_000_000);
        lengths.clear();
        pass(2_000, 40_000_000);
        long bits = lengths.stream().mapToLong(length -> length * 8L).sum();
        assertThat(bits).isGreaterThan(78_000_000L);
        assertThat(downlink.waitingBytes()).isLessThan(100_000);
    }

    @Test
    void whatTheLineWouldNeedTooLongForIsDroppedAndSaidOnce() {
        pass(15_000, 700_000);
        assertThat(downlink.waitingBytes()).isGreaterThan(100_000);
        assertThat(downlink.overflowed()).isFalse();
        downlink.keepUp(1.5);
        assertThat(downlink.waitingBytes()).isZero();
        assertThat(downlink.overflowed()).isTrue();
        assertThat(downlink.overflowed()).isFalse();
    }

    @Test
    void aKeyFrameMayAlwaysWait() {
        pass(15_000, 2_000_000);
        downlink.keepUp(0);
        for (int i = 0; i < 50; i++) {
            downlink.picture(new byte[PICTURE + 64], PICTURE);
        }
        int waiting = downlink.waitingBytes();
        downlink.keepUp(0.01);
        assertThat(waiting).isPositive();
        assertThat(downlink.waitingBytes()).isEqualTo(waiting);
    }
}
