package org.yizhan.media.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yizhan.media.rtp.Packets;
import org.yizhan.media.transport.LineFaults;
import org.yizhan.media.transport.Refusals;
import org.yizhan.media.transport.TestBrowser;
import org.yizhan.protocol.bridge.RoomPlan;
import org.yizhan.protocol.id.ConsultationId;

/// A network without UDP: the meeting goes over TCP.
class BlockedUdpTest {

    private int sequence = 100;

    private boolean pictureGetsThrough(TestMeeting meeting) throws Exception {
        TestBrowser booth = meeting.boothPage;
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        while (System.nanoTime() < end) {
            sequence++;
            booth.send(Packets.rtp(
                    booth.vp8, sequence, 3_000L * sequence, booth.camera, true, Packets.vp8(true, sequence, 1, 2)));
            byte[] seen = meeting.officerPage.rtp.poll(200, TimeUnit.MILLISECONDS);
            if (seen != null && Packets.view(seen).ssrc() == meeting.officerPage.slot(TestMeeting.FACE)) {
                return true;
            }
        }
        return false;
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(ints = {1, 3})
    void twoMeetOverTcpAndComeBackAfterTheConnectionBroke(int loops) throws Exception {
        try (TestMeeting meeting = new TestMeeting(loops, LineFaults.BLOCKED, LineFaults.BLOCKED)) {
            // Others meet on the loop that takes connections.
            meeting.engine
                    .arrange(ConsultationId.random(), new RoomPlan(1, List.of(), null))
                    .get(5, TimeUnit.SECONDS);
            long began = System.nanoTime();
            meeting.arrange();
            meeting.offer(meeting.booth, meeting.boothPage);
            meeting.boothPage.overTcp();
            meeting.boothPage.connect();
            meeting.offer(meeting.officer, meeting.officerPage);
            meeting.officerPage.overTcp();
            meeting.officerPage.connect();
            meeting.bothThere();
            assertThat(pictureGetsThrough(meeting)).isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));

            meeting.officerPage.cutTcp();
            meeting.officerPage.overTcp();
            meeting.officerPage.check(true);
            meeting.officerPage.rtp.clear();
            assertThat(pictureGetsThrough(meeting)).isTrue();
        }
    }

    @Test
    void whoSendsNoPacketsIsShownTheDoor() throws Exception {
        try (TestMeeting meeting = new TestMeeting(LineFaults.NONE, LineFaults.NONE)) {
            try (Socket stranger = new Socket()) {
                stranger.connect(meeting.port.doors().getFirst());
                stranger.setSoTimeout(8_000);
                stranger.getOutputStream().write("GET / HTTP/1.1\r\nHost: bridge\r\n\r\n".getBytes());
                InputStream in = stranger.getInputStream();
                assertThat(in.read()).isEqualTo(-1);
            }
            assertThat(meeting.refusals.of(Refusals.Reason.TOO_MANY_CONNECTIONS))
                    .isZero();
        }
    }

    @Test
    void strangersTakeNoMoreThanTheirShareOfConnections() throws Exception {
        try (TestMeeting meeting = new TestMeeting(LineFaults.NONE, LineFaults.NONE)) {
            Socket[] strangers = new Socket[100];
            for (int i = 0; i < strangers.length; i++) {
                strangers[i] = new Socket();
                strangers[i].connect(meeting.port.doors().getFirst());
            }
            strangers[99].setSoTimeout(2_000);
            assertThat(strangers[99].getInputStream().read()).isEqualTo(-1);
            assertThat(meeting.refusals.of(Refusals.Reason.TOO_MANY_CONNECTIONS))
                    .isEqualTo(36);
            for (Socket stranger : strangers) {
                stranger.close();
            }
        }
    }
}
