package org.yizhan.media.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultyLineTest {

    private static final int DATAGRAMS = 50_000;
    private static final long MILLI = 1_000_000L;

    /// When each datagram sent each 2 ms came out, in milliseconds since it was sent; negative: lost.
    private static List<Double> send(LineFaults faults, int bytes, int[] copies) {
        FaultyLine line = new FaultyLine(faults, 7);
        long[] waits = new long[FaultyLine.MOST];
        List<Double> delays = new ArrayList<>();
        for (int i = 0; i < DATAGRAMS; i++) {
            int out = line.pass(bytes, i * 2 * MILLI, waits);
            copies[out]++;
            delays.add(out == 0 ? -1 : waits[0] / (double) MILLI);
        }
        return delays;
    }

    @Test
    void uniformLossLosesItsShareOneByOne() {
        int[] copies = new int[3];
        List<Double> delays = send(LineFaults.loss(10), 1_000, copies);
        assertThat(copies[0] / (double) DATAGRAMS).isCloseTo(0.10, within(0.01));
        assertThat(meanRun(delays)).isCloseTo(1.0 / 0.9, within(0.05));
    }

    @Test
    void burstyLossLosesTheSameShareInRows() {
        int[] copies = new int[3];
        LineFaults faults = new LineFaults(10, 8, Duration.ZERO, Duration.ZERO, 0, 0, 0, LineFaults.QUEUE);
        List<Double> delays = send(faults, 1_000, copies);
        assertThat(copies[0] / (double) DATAGRAMS).isCloseTo(0.10, within(0.02));
        assertThat(meanRun(delays)).isCloseTo(8, within(1.0));
    }

    private static double meanRun(List<Double> delays) {
        int runs = 0;
        int lost = 0;
        boolean losing = false;
        for (double delay : delays) {
            runs += delay < 0 && !losing ? 1 : 0;
            lost += delay < 0 ? 1 : 0;
            losing = delay < 0;
        }
        return lost / (double) runs;
    }

    @Test
    void delayDiffersWithinItsJitter() {
        int[] copies = new int[3];
        LineFaults faults =
                new LineFaults(0, 1, Duration.ofMillis(100), Duration.ofMillis(30), 0, 0, 0, LineFaults.QUEUE);
        List<Double> delays = send(faults, 1_000, copies);
        assertThat(copies[1]).isEqualTo(DATAGRAMS);
        assertThat(delays).allSatisfy(delay -> assertThat(delay).isBetween(70.0, 130.0));
        assertThat(delays.stream().mapToDouble(Double::doubleValue).min().orElseThrow())
                .isLessThan(80);
        assertThat(delays.stream().mapToDouble(Double::doubleValue).max().orElseThrow())
                .isGreaterThan(120);
    }

    @Test
    void someOvertakeAndSomeComeTwice() {
        int[] copies = new int[3];
        LineFaults faults = new LineFaults(0, 1, Duration.ofMillis(50), Duration.ZERO, 5, 3, 0, LineFaults.QUEUE);
        List<Double> delays = send(faults, 1_000, copies);
        assertThat(copies[2] / (double) DATAGRAMS).isCloseTo(0.03, within(0.005));
        assertThat(delays.stream().filter(delay -> delay < 1).count() / (double) DATAGRAMS)
                .isCloseTo(0.05, within(0.005));
    }

    @Test
    void aThinLineCarriesItsRateAndLosesWhatItsQueueDoesNotHold() {
        int[] copies = new int[3];
        // 1,000 bytes each 2 ms are 4 Mb/s on a line of 1 Mb/s.
        List<Double> delays = send(LineFaults.rate(1_000, Duration.ZERO), 1_000, copies);
        assertThat(copies[1] / (double) DATAGRAMS).isCloseTo(0.25, within(0.01));
        assertThat(delays.getLast() < 0 ? delays.get(DATAGRAMS - 5) : delays.getLast())
                .isLessThanOrEqualTo(308.0 + 1);
    }

    @Test
    void nonsenseIsRefused() {
        assertThatThrownBy(() -> LineFaults.loss(101)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> LineFaults.loss(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> LineFaults.rate(-1, Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theWireIsSlowBothWays() throws IOException, InterruptedException {
        MediaLoop loop = new MediaLoop();
        LineFaults slow = new LineFaults(0, 1, Duration.ofMillis(60), Duration.ZERO, 0, 50, 0, LineFaults.QUEUE);
        PortSettings settings = new PortSettings(
                List.of(InetAddress.getLoopbackAddress()),
                0,
                true,
                true,
                slow,
                slow,
                PortSettings.SILENCE,
                PortSettings.MEMORY);
        MediaPort port = MediaPort.open(loop, settings, new Refusals(), Instant.now());
        try (TestBrowser browser = new TestBrowser(3)) {
            List<IceCredentials> answer = new ArrayList<>();
            loop.ask(() -> {
                        Transport transport = port.connect(
                                browser.mine(),
                                Fingerprint.parse("sha-256 " + port.fingerprint())
                                        .orElseThrow(),
                                new SilentListener());
                        answer.add(transport.local());
                        return true;
                    })
                    .join();
            browser.answered("m=audio\r\na=ice-ufrag:" + answer.getFirst().fragment() + "\r\na=ice-pwd:"
                    + answer.getFirst().password() + "\r\na=candidate:1 1 udp 1 127.0.0.1 "
                    + port.addresses().getFirst().getPort() + " typ host\r\n");
            long began = System.nanoTime();
            browser.check(false);
            assertThat(System.nanoTime() - began).isGreaterThan(119 * MILLI);
        } finally {
            port.close();
            loop.close();
        }
    }

    private static final class SilentListener implements TransportListener {

        @Override
        public void connected() {}

        @Override
        public void silent() {}

        @Override
        public void rtp(byte[] array, int offset, int length, long arrivalNanos) {}

        @Override
        public void rtcp(byte[] array, int offset, int length, long arrivalNanos) {}

        @Override
        public void caughtUp(long nowNanos) {}

        @Override
        public void lost() {}
    }
}
