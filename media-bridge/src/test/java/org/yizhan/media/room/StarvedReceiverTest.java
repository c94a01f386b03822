package org.yizhan.media.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.yizhan.media.rtp.Bytes;
import org.yizhan.media.rtp.Packets;
import org.yizhan.media.rtp.RtcpListener;
import org.yizhan.media.rtp.RtcpReader;
import org.yizhan.media.rtp.RtpPacket;
import org.yizhan.media.rtp.Vp8;
import org.yizhan.media.transport.LineFaults;
import org.yizhan.media.transport.TestBrowser;

/// An officer on a line of 300 kb/s: all of the sound in time, still papers, no face.
class StarvedReceiverTest {

    private static final int KILOBITS = 300;
    private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final int SLICES = 550;

    /// The first slices, in which the bridge finds out about the line.
    private static final int LEARNING = 200;

    private static final int DELTA_PACKETS = 10;
    private static final int KEY_PACKETS = 30;

    private record Heard(int slice, long lateMillis) {}

    /// When each packet of sound was sent, by [System#nanoTime()].
    private final AtomicLongArray soundSent = new AtomicLongArray(SLICES);

    private volatile int slicesSent;

    @Test
    void keepsSoundAndStillPapers() throws Exception {
        try (TestMeeting meeting = new TestMeeting(LineFaults.NONE, LineFaults.rate(KILOBITS, Duration.ofMillis(20)))) {
            meeting.arrange();
            meeting.offer(meeting.booth, meeting.boothPage);
            meeting.boothPage.connect();
            meeting.offer(meeting.officer, meeting.officerPage);
            meeting.officerPage.connect();
            meeting.bothThere();
            Thread listening = Thread.ofVirtual().start(() -> listen(meeting));
            send(meeting.boothPage);
            listening.join(2_000);
            listening.interrupt();
            listening.join();

            List<Heard> later =
                    heard.stream().filter(one -> one.slice() >= LEARNING).toList();
            assertThat(later.size() / (double) (SLICES - LEARNING))
                    .as("share of the sound")
                    .isGreaterThan(0.97);
            long late = later.stream()
                    .mapToLong(Heard::lateMillis)
                    .sorted()
                    .skip(later.size() * 95L / 100)
                    .findFirst()
                    .orElseThrow();
            assertThat(late).as("95 % of the sound come within").isLessThan(400);
            assertThat(facesLater).as("packets of the face").isLessThan(20);
            assertThat(wholeStills).as("whole still papers").isGreaterThanOrEqualTo(1);
        }
    }

    private final List<Heard> heard = new ArrayList<>();
    private int facesLater;
    private int wholeStills;

    private void listen(TestMeeting meeting) {
        Map<Long, Integer> papers = new HashMap<>();
        try {
            while (true) {
                byte[] packet = meeting.officerPage.rtp.take();
                long now = System.nanoTime();
                RtpPacket view = Packets.view(packet);
                int slice = slicesSent;
                if (view.ssrc() == meeting.officerPage.slot(TestMeeting.SOUND)) {
                    int sent = Bytes.u16(packet, view.payloadOffset());
                    heard.add(new Heard(sent, (now - soundSent.get(sent)) / 1_000_000));
                } else if (view.ssrc() == meeting.officerPage.slot(TestMeeting.FACE)) {
                    facesLater += slice > LEARNING ? 1 : 0;
                } else if (view.ssrc() == meeting.officerPage.slot(TestMeeting.PAPERS) && slice > LEARNING) {
                    int size = Vp8.descriptorLength(packet, view.payloadOffset(), view.payloadLength());
                    boolean key = (packet[view.payloadOffset() + size] & 1) == 0;
                    wholeStills += key && papers.merge(view.timestamp(), 1, Integer::sum) == KEY_PACKETS ? 1 : 0;
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// 50 packets of sound, and ten frames each of a face and of papers, a second: 40 kb/s, 0.8 Mb/s, 0.8 Mb/s. A key
    /// frame when the bridge asks for one.
    private void send(TestBrowser booth) throws Exception {
        AtomicBoolean face = new AtomicBoolean(true);
        AtomicBoolean papers = new AtomicBoolean(true);
        int[] sequence = {0, 0};
        long began = System.nanoTime();
        for (int slice = 0; slice < SLICES; slice++) {
            byte[] sound = new byte[100];
            Bytes.put16(sound, 0, slice);
            soundSent.set(slice, System.nanoTime());
            slicesSent = slice;
            booth.send(Packets.rtp(booth.opus, slice, 960L * slice, booth.microphone, false, sound));
            asked(booth, face, papers);
            if (slice % 5 == 0) {
                sequence[0] = frame(booth, booth.camera, slice, sequence[0], face.getAndSet(false));
                sequence[1] = frame(booth, booth.document, slice, sequence[1], papers.getAndSet(false));
            }
            LockSupport.parkNanos(began + (slice + 1) * SLICE_NANOS - System.nanoTime());
        }
    }

    private static int frame(TestBrowser booth, long ssrc, int slice, int sequence, boolean key) throws Exception {
        int packets = key ? KEY_PACKETS : DELTA_PACKETS;
        for (int i = 0; i < packets; i++) {
            byte[] payload = Packets.vp8(key, slice & 0x7FFF, new int[1_000]);
            payload[0] = (byte) (i == 0 ? 0x90 : 0x80);
            booth.send(Packets.rtp(booth.vp8, sequence + i & 0xFFFF, 1_800L * slice, ssrc, i == packets - 1, payload));
        }
        return sequence + packets;
    }

    private static void asked(TestBrowser booth, AtomicBoolean face, AtomicBoolean papers) {
        for (byte[] packet = booth.rtcp.poll(); packet != null; packet = booth.rtcp.poll()) {
            RtcpReader.read(packet, 0, packet.length, new RtcpListener() {
                @Override
                public void pictureLoss(long media) {
                    (media == booth.camera ? face : papers).set(true);
                }
            });
        }
    }
}
