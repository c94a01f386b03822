package org.yizhan.media.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.yizhan.media.rtp.Bytes;
import org.yizhan.media.rtp.Packets;
import org.yizhan.media.rtp.ReportBlock;
import org.yizhan.media.rtp.RtcpWriter;
import org.yizhan.media.rtp.SenderReport;
import org.yizhan.media.transport.PacketTap;
import org.yizhan.protocol.id.MemberId;

/// What is written down of a packet, and what is not.
class HeaderCaptureTest {

    private static final Instant AT = Instant.parse("2026-11-22T03:00:00Z");
    private static final InetSocketAddress HOME = new InetSocketAddress("10.20.30.40", 4321);

    private final MemberId booth = MemberId.random();
    private final HeaderCapture capture = capture(HeaderCapture.MOST_BYTES);
    private final PacketTap tap = capture.of(booth);

    private static HeaderCapture capture(long bytes) {
        return new HeaderCapture(UUID.randomUUID(), 60, bytes, AT, System.nanoTime());
    }

    private static byte[] file(HeaderCapture capture) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int n = 0; capture.piece(n).length > 0; n++) {
            all.writeBytes(capture.piece(n));
        }
        assertThat(all.size()).isEqualTo((int) capture.length());
        return all.toByteArray();
    }

    private List<PcapReader.Packet> packets() {
        return PcapReader.read(file(capture));
    }

    private void rtp(boolean up, byte[] packet) {
        tap.rtp(up, HOME, packet, 0, packet.length);
    }

    @Test
    void ofMediaOnlyHeaderAndExtensionsAreKept() {
        byte[] plain = Packets.rtp(96, 7, 3_000, 5, true, new byte[900]);
        byte[] extended = Packets.extended(plain, 3, (byte) 1, (byte) 2);
        rtp(true, extended);
        rtp(false, plain);
        List<PcapReader.Packet> packets = packets();
        assertThat(packets).hasSize(2);
        assertThat(packets.getFirst().kept()).isEqualTo(Arrays.copyOf(extended, 20));
        assertThat(packets.getFirst().original()).isEqualTo(extended.length);
        assertThat(packets.getLast().kept()).isEqualTo(Arrays.copyOf(plain, 12));
        assertThat(packets.getFirst().micros())
                .isBetween(AT.getEpochSecond() * 1_000_000, AT.plusSeconds(30).getEpochSecond() * 1_000_000);
    }

    @Test
    void addressesAreReplacedAndStayTheSameForAMember() {
        byte[] packet = Packets.rtp(96, 7, 3_000, 5, true, (byte) 1);
        PacketTap officer = capture.of(MemberId.random());
        rtp(true, packet);
        rtp(false, packet);
        officer.rtp(true, HOME, packet, 0, packet.length);
        tap.rtp(true, new InetSocketAddress("10.20.30.41", 4321), packet, 0, packet.length);
        capture.of(booth).rtp(true, HOME, packet, 0, packet.length);
        List<PcapReader.Packet> packets = packets();
        assertThat(packets)
                .extracting(it -> Long.toHexString(it.from()))
                .containsExactly("c6336401", "c0000201", "c6336402", "c6336401", "c6336401");
        assertThat(packets)
                .extracting(PcapReader.Packet::fromPort)
                .containsExactly(20_001, 10_000, 20_001, 20_002, 20_001);
        assertThat(new String(file(capture), StandardCharsets.ISO_8859_1))
                .doesNotContain(new String(new byte[] {10, 20, 30, 40}, StandardCharsets.ISO_8859_1));
    }

    @Test
    void reportsAreKeptAndDescriptionsAreBlanked() {
        RtcpWriter report = new RtcpWriter()
                .senderReport(new SenderReport(5, 0xEC00_0000_0000_0000L, 3_000, 1, 10))
                .canonicalName(5, "somebody@home")
                .pictureLoss(5, 6);
        tap.rtcp(true, HOME, report.array(), 0, report.length());
        byte[] kept = packets().getFirst().kept();
        assertThat(kept).hasSize(report.length());
        assertThat(Arrays.copyOf(kept, 28)).isEqualTo(Arrays.copyOf(report.array(), 28));
        assertThat(new String(kept, StandardCharsets.ISO_8859_1)).doesNotContain("somebody");
        assertThat(kept[kept.length - 11] & 0xFF).isEqualTo(206);
        assertThat(Bytes.u32(kept, kept.length - 4)).isEqualTo(6);
    }

    @Test
    void ofChecksOnlyTheHeaderIsKept() {
        byte[] check = new byte[100];
        new Random(1).nextBytes(check);
        tap.stun(true, HOME, check, 0, check.length);
        assertThat(packets().getFirst().kept()).isEqualTo(Arrays.copyOf(check, 20));
        assertThat(packets().getFirst().original()).isEqualTo(100);
    }

    /// Packets of every kind whose payload is one letter: it must not be found anywhere.
    @Test
    void neverAByteOfMedia() {
        Random random = new Random(20261122);
        for (int i = 0; i < 20_000; i++) {
            byte[] payload = new byte[1 + random.nextInt(1_200)];
            Arrays.fill(payload, (byte) 'M');
            byte[] packet = Packets.rtp(
                    random.nextInt(64),
                    random.nextInt(77),
                    random.nextInt(77),
                    random.nextInt(77),
                    random.nextBoolean(),
                    payload);
            if (random.nextBoolean()) {
                packet = Packets.extended(packet, 5 + random.nextInt(10), new byte[1 + random.nextInt(16)]);
            }
            if (random.nextInt(4) == 0) {
                // Padding, of a length that is right, too long, or nought.
                packet[0] |= 0x20;
                packet[packet.length - 1] = (byte) random.nextInt(3);
            }
            if (random.nextInt(8) == 0) {
                // Extensions that are not there.
                packet[0] |= (byte) (random.nextBoolean() ? 0x10 : 0);
            }
            rtp(random.nextBoolean(), packet);
        }
        List<PcapReader.Packet> packets = packets();
        assertThat(packets).hasSize(20_000);
        assertThat(packets).allMatch(it -> it.kept().length < it.original());
        // Nothing else in these headers is that letter.
        assertThat(packets).noneMatch(it -> new String(it.kept(), StandardCharsets.ISO_8859_1).contains("M"));
    }

    @Test
    void aHeaderThatIsLongerThanAnyBrowsersIsCut() {
        byte[] packet = new byte[1_000];
        Arrays.fill(packet, (byte) 'M');
        packet[0] = (byte) 0x90;
        Bytes.put16(packet, 12, 0x1000);
        Bytes.put16(packet, 14, 200);
        rtp(true, packet);
        assertThat(packets().getFirst().kept()).hasSize(12);
    }

    @Test
    void itEndsWhenItIsFull() {
        HeaderCapture small = capture(PcapFile.PIECE);
        PacketTap into = small.of(booth);
        byte[] packet = Packets.rtp(96, 7, 3_000, 5, true, (byte) 1);
        for (int i = 0; i < 5_000; i++) {
            into.rtp(true, HOME, packet, 0, packet.length);
        }
        assertThat(small.isOver(System.nanoTime())).isTrue();
        assertThat(small.length()).isLessThanOrEqualTo(PcapFile.PIECE);
        assertThat(PcapReader.read(file(small))).hasSize((PcapFile.PIECE - 24) / (16 + 28 + 12));
    }

    @Test
    void itEndsWhenItsTimeIsOver() {
        long now = System.nanoTime();
        HeaderCapture over = new HeaderCapture(UUID.randomUUID(), 1, PcapFile.PIECE, AT, now - 1_000_000_001L);
        byte[] packet = Packets.rtp(96, 7, 3_000, 5, true, (byte) 1);
        over.of(booth).rtp(true, HOME, packet, 0, packet.length);
        assertThat(over.packets()).isZero();
        assertThat(over.isOver(now)).isTrue();
    }

    @Test
    void moreThanTwoMinutesOrEightMegabytesAreRefused() {
        assertThatThrownBy(() -> new HeaderCapture(UUID.randomUUID(), 121, PcapFile.PIECE, AT, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new HeaderCapture(UUID.randomUUID(), 1, (8 << 20) + 1, AT, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aReportThatIsCutOffIsKeptAsFarAsItIsWhole() {
        RtcpWriter report = new RtcpWriter().receiverReport(9).reportBlock(new ReportBlock(5, 1, 2, 3, 4, 5, 6));
        tap.rtcp(true, HOME, report.array(), 0, report.length() - 4);
        assertThat(packets().getFirst().kept()).isEmpty();
    }
}
