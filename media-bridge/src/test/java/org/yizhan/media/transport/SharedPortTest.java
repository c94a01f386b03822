package org.yizhan.media.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// One port that several event loops have.
class SharedPortTest {

    private final Refusals refusals = new Refusals();
    private List<MediaLoop> loops;
    private List<MediaPort> ports;

    @BeforeEach
    void open() throws Exception {
        loops = loops();
        ports = MediaPort.open(loops, settings(0), refusals, Instant.now());
    }

    @AfterEach
    void close() {
        ports.forEach(MediaPort::close);
        loops.forEach(MediaLoop::close);
    }

    private static List<MediaLoop> loops() {
        return Stream.generate(MediaLoop::new).limit(2).toList();
    }

    private static PortSettings settings(int port) throws Exception {
        return PortSettings.of(List.of(InetAddress.getByName("127.0.0.1")), port);
    }

    @Test
    void allLoopsHaveTheSameAddressesAndCertificate() {
        assertThat(ports.get(1).addresses()).isEqualTo(ports.get(0).addresses());
        assertThat(ports.get(1).doors()).isEqualTo(ports.get(0).doors()).isNotEmpty();
        assertThat(ports.get(1).fingerprint()).isEqualTo(ports.get(0).fingerprint());
    }

    @Test
    void anotherProgramWithSeveralLoopsIsToldThatThePortIsTaken() throws Exception {
        int taken = ports.getFirst().addresses().getFirst().getPort();
        List<MediaLoop> others = loops();
        try {
            assertThatThrownBy(() -> MediaPort.open(others, settings(taken), refusals, Instant.now()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("UDP port " + taken);
        } finally {
            others.forEach(MediaLoop::close);
        }
    }

    @Test
    void noMoreIsHandedOverThanALoopTakes() {
        Handover handover = new Handover(ports.get(1));
        Lane lane = ports.get(0).lane(0);
        for (int i = 0; i < Handover.MOST + 10; i++) {
            handover.add(lane, null, lane.address(), new byte[100], 100, 0);
        }
        assertThat(refusals.of(Refusals.Reason.LOOP_BEHIND)).isEqualTo(10);
    }
}
