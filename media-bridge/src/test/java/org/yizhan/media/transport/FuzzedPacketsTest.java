package org.yizhan.media.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.yizhan.media.congestion.ArrivalLog;
import org.yizhan.media.congestion.LineEstimate;
import org.yizhan.media.pipeline.ReceivePipeline;
import org.yizhan.media.pipeline.ReceiveStream;
import org.yizhan.media.pipeline.SendStream;
import org.yizhan.media.pipeline.StreamTable;
import org.yizhan.media.rtp.Bytes;
import org.yizhan.media.rtp.Codec;
import org.yizhan.media.rtp.ExtensionIds;
import org.yizhan.media.rtp.MediaIds;
import org.yizhan.media.rtp.Packets;
import org.yizhan.media.rtp.PictureIds;
import org.yizhan.media.rtp.ReportBlock;
import org.yizhan.media.rtp.RtcpListener;
import org.yizhan.media.rtp.RtcpReader;
import org.yizhan.media.rtp.RtcpWriter;
import org.yizhan.media.rtp.RtpPacket;
import org.yizhan.media.rtp.SenderReport;

/// Packets that were valid until somebody changed them, and noise, through everything that reads packets: nothing
/// throws, nothing grows without bound. `-Dyizhan.fuzz.packets=10000000` for the long run.
class FuzzedPacketsTest {

    private static final int PACKETS = Integer.getInteger("yizhan.fuzz.packets", 200_000);

    /// Of so many packets one is a DTLS record: behind it is a thread and a handshake.
    private static final int DTLS_SHARE = 500;

    /// What the long run may keep, beyond what it began with.
    private static final long MAX_GROWTH = 64L << 20;

    private static final MediaIds IDS = new MediaIds(
            111,
            63,
            List.of(
                    new PictureIds(Codec.VP8, 96, 97, ""),
                    new PictureIds(Codec.H264, 98, 99, ""),
                    new PictureIds(Codec.VP9, 100, 101, ""),
                    new PictureIds(Codec.AV1, 102, 103, "")),
            new ExtensionIds(4, 10, 11, 3, 1));
    private static final long CAMERA = 1_000;
    private static final long CAMERA_RTX = 1_001;
    private static final long MICROPHONE = 1_002;

    private final SplittableRandom random = new SplittableRandom(20_261_121);
    private final Refusals refusals = new Refusals();
    private final ArrivalLog arrivals = new ArrivalLog();
    private final LineEstimate estimate = new LineEstimate();
    private final RtcpWriter writer = new RtcpWriter();
    private final StreamTable streams = new StreamTable();
    private final Out out = new Out();
    private final ReceivePipeline pipeline = new ReceivePipeline(IDS, streams, arrivals, refusals);
    private final int[] lost = new int[ReceiveStream.MAX_LOST];
    private int taken;
    private int changes;

    /// Forwards everything that comes through, as a slot does.
    private final class Out implements ReceiveStream.Sink {

        private final SendStream stream = new SendStream(
                Codec.VP8,
                IDS,
                5_000,
                5_001,
                (array, length) -> assertThat(length).isPositive());
        private boolean begun;
        private Codec shown = Codec.VP8;

        @Override
        public void packet(RtpPacket packet, long arrivalNanos) {
            taken++;
            if (packet.ssrc() != CAMERA) {
                return;
            }
            changes += shown == camera.codec() ? 0 : 1;
            if (!begun || taken % 1_000 == 0 || shown != camera.codec()) {
                begun = true;
                shown = camera.codec();
                stream.shows(shown);
                stream.begin(packet, IDS, camera.cache(), arrivalNanos);
            }
            stream.forward(packet, arrivalNanos);
            stream.resend(packet.sequenceNumber(), arrivalNanos);
        }

        @Override
        public void padding(RtpPacket packet, long arrivalNanos) {
            taken++;
        }
    }

    private final ReceiveStream camera = new ReceiveStream(Codec.VP8, out);
    private final ReceiveStream microphone = new ReceiveStream(Codec.OPUS, out);

    @Test
    void nothingThatStrangersSendBreaksAnything() throws IOException {
        streams.add("1", CAMERA, CAMERA_RTX, camera);
        streams.add("0", MICROPHONE, 0, microphone);
        MediaLoop loop = new MediaLoop();
        MediaPort port = MediaPort.open(
                loop, PortSettings.of(List.of(InetAddress.getLoopbackAddress()), 0), refusals, Instant.now());
        Known known = new Known(loop, port);
        long before = used();
        int threads = Thread.activeCount();
        try {
            byte[][] stun = stunSeeds(known);
            byte[][] rtp = rtpSeeds();
            byte[][] rtcp = rtcpSeeds();
            long now = 1_000_000_000L;
            for (int i = 0; i < PACKETS; i++) {
                now += 300_000;
                if (i % DTLS_SHARE == 0) {
                    known.dtls(changed(new byte[][] {HELLO}));
                }
                switch (i % 3) {
                    case 0 -> known.stun(changed(stun));
                    case 1 -> rtp(changed(rtp), now);
                    default -> rtcp(changed(rtcp), now);
                }
            }
            assertThat(refusals.of(Refusals.Reason.MALFORMED_STUN)).isPositive();
            assertThat(refusals.of(Refusals.Reason.MALFORMED_MEDIA)).isPositive();
            assertThat(taken).as("some were still valid").isGreaterThan(PACKETS / 100);
            assertThat(known.faults()).as("faults of ours").isZero();
            assertThat(changes).as("changes of the codec").isPositive();
        } finally {
            known.close();
            port.close();
            loop.close();
        }
        assertThat(used() - before).as("bytes kept").isLessThan(MAX_GROWTH);
        assertThat(Thread.activeCount()).isLessThanOrEqualTo(threads + 2);
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private void rtp(byte[] packet, long now) {
        byte[] room = Arrays.copyOf(packet, packet.length + 64);
        if (packet.length > RtpPacket.FIXED_HEADER && random.nextInt(4) != 0) {
            // Goes on where the stream is: otherwise nearly all would be taken for duplicates.
            ReceiveStream stream = Bytes.u32(packet, 8) == CAMERA ? camera : microphone;
            Bytes.put16(room, 2, (int) stream.sequence().highest() + 1 & 0xFFFF);
        }
        pipeline.take(room, 0, packet.length, now);
        camera.lost(lost, now, 50_000_000L);
    }

    private void rtcp(byte[] packet, long now) {
        if (!RtcpReader.read(packet, 0, packet.length, new RtcpListener() {
            @Override
            public void senderReport(SenderReport report) {
                camera.heard(report, now);
            }

            @Override
            public void nack(long media, int sequenceNumber) {
                out.stream.resend(sequenceNumber, now);
            }

            @Override
            public void transportFeedback(byte[] array, int offset, int length) {
                estimate.sent(1_000, now);
                estimate.feedback(array, offset, length, now);
            }
        })) {
            refusals.count(Refusals.Reason.MALFORMED_MEDIA);
        }
        writer.clear();
        arrivals.tell(writer, 1, CAMERA, now);
        if (!camera.reception().isEmpty()) {
            camera.reception().report(CAMERA, now);
        }
        assertThat(estimate.bitsPerSecond()).isBetween(LineEstimate.LEAST, LineEstimate.MOST);
    }

    /// One of the seeds with a few changes, cut, or made longer; sometimes noise alone.
    private byte[] changed(byte[][] seeds) {
        if (random.nextInt(20) == 0) {
            byte[] noise = new byte[1 + random.nextInt(300)];
            random.nextBytes(noise);
            return noise;
        }
        byte[] packet = seeds[random.nextInt(seeds.length)].clone();
        int changes = random.nextInt(5);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(packet.length);
            switch (random.nextInt(4)) {
                case 0 -> packet[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> packet[at] = (byte) random.nextInt(256);
                case 2 -> packet[at] = (byte) (random.nextBoolean() ? 0xFF : 0);
                default -> packet = Arrays.copyOf(packet, 1 + random.nextInt(packet.length + 20));
            }
        }
        return packet;
    }

    private byte[][] stunSeeds(Known known) {
        byte[][] seeds = new byte[4][];
        for (int i = 0; i < seeds.length; i++) {
            StunWriter request = StunWriter.request()
                    .username(known.fragment() + ":abcd")
                    .number(StunMessage.PRIORITY, 1_862_270_975L, 4)
                    .number(i == 1 ? StunMessage.CONTROLLED : StunMessage.CONTROLLING, 42, 8);
            if (i == 2) {
                request.flag(StunMessage.USE_CANDIDATE).attribute(0x7777, "what".getBytes(StandardCharsets.US_ASCII));
            }
            seeds[i] = request.signed(new StunKey(known.password())).finish();
        }
        return seeds;
    }

    private static byte[][] rtpSeeds() {
        byte[][] seeds = new byte[60][];
        for (int i = 0; i < 20; i++) {
            byte[] other = Packets.rtp(98 + i % 3 * 2, 60_000 + i, 90L * i, CAMERA, true, OTHERS[i % OTHERS.length]);
            seeds[40 + i] = i % 4 == 3 ? Packets.rtx(other, 99 + i % 3 * 2, 200 + i, CAMERA_RTX) : other;
            byte[] picture = Packets.rtp(96, 60_000 + i, 90L * i, CAMERA, true, Packets.vp8(i % 7 == 0, i, 1, 2, 3, 4));
            seeds[2 * i] = Packets.extended(picture, 3, (byte) 0, (byte) i);
            seeds[2 * i + 1] = i % 2 == 0
                    ? Packets.rtx(picture, 97, 100 + i, CAMERA_RTX)
                    : Packets.extended(
                            Packets.rtp(i % 4 == 1 ? 63 : 111, i, 960L * i, MICROPHONE, false, sound(i % 4 == 1)),
                            4,
                            (byte) '0');
        }
        return seeds;
    }

    /// Beginnings and middles of pictures in H.264, VP9 and AV1, in turns.
    private static final byte[][] OTHERS = {
        HexFormat.of().parseHex("78000767" + "42c01f8c8d40" + "000468ce3c80"),
        HexFormat.of().parseHex("8a8005" + "18014000f0" + "010401" + "82498342"),
        HexFormat.of().parseHex("18" + "0a0b0000002c" + "3080"),
        HexFormat.of().parseHex("7c85b84000"),
        HexFormat.of().parseHex("c88006" + "86"),
        HexFormat.of().parseHex("50" + "3080" + "aabb"),
    };

    private static byte[] sound(boolean redundant) {
        byte[] sound = new byte[60];
        if (redundant) {
            sound[0] = (byte) (0x80 | 111);
            Bytes.put24(sound, 1, 960 << 10 | 20);
            sound[4] = 111;
        }
        return sound;
    }

    private byte[][] rtcpSeeds() {
        RtcpWriter one = new RtcpWriter()
                .senderReport(new SenderReport(CAMERA, 0xE000_0000_0000_0000L, 1, 2, 3))
                .canonicalName(CAMERA, "x");
        RtcpWriter two = new RtcpWriter()
                .receiverReport(9)
                .reportBlock(new ReportBlock(CAMERA, 3, 4, 5, 6, 7, 8))
                .nack(9, 5_000, new int[] {1, 2, 3, 30, 40}, 5)
                .pictureLoss(9, 5_000)
                .fullIntra(9, 5_000, 3)
                .bye(9);
        ArrivalLog log = new ArrivalLog();
        for (int i = 0; i < 200; i++) {
            if (i % 9 != 0) {
                log.arrived(i, 1_000_000_000L + i * 3_000_000L);
            }
        }
        RtcpWriter three = new RtcpWriter();
        log.tell(three, 9, CAMERA, 5_000_000_000L);
        RtcpWriter four = new RtcpWriter().estimatedMaximumBitrate(9, CAMERA, 1_234_567);
        byte[][] seeds = new byte[4][];
        int at = 0;
        for (RtcpWriter each : List.of(one, two, three, four)) {
            seeds[at++] = Arrays.copyOf(each.array(), each.length());
        }
        return seeds;
    }

    /// A ClientHello of DTLS 1.2 with use_srtp, groups and signature algorithms.
    private static final byte[] HELLO = HexFormat.of()
            .parseHex("16fefd000000000000000000690100005d000000000000005dfefd00000000000000000000000000"
                    + "0000000000000000000000000000000000000000000004c02bc02c0100002f000e00090006000100"
                    + "08000700000a00080006001d00170018000d00080006040305030603000b0002010000170000");

    /// Members whose address is proven, one after the other: garbage in a handshake ends one.
    private static final class Known implements TransportListener {

        private final MediaLoop loop;
        private final MediaPort port;
        private final InetSocketAddress remote = new InetSocketAddress(InetAddress.getLoopbackAddress(), 9);
        private final Silence carrier = new Silence();
        private final AtomicInteger ended = new AtomicInteger();
        private Transport transport;
        private int records;

        Known(MediaLoop loop, MediaPort port) {
            this.loop = loop;
            this.port = port;
            this.transport = fresh();
        }

        private Transport fresh() {
            return loop.ask(() -> port.connect(
                            new IceCredentials("abcd", "0123456789012345678901"),
                            Fingerprint.parse("sha-256 " + port.fingerprint()).orElseThrow(),
                            this))
                    .join();
        }

        String fragment() {
            return loop.ask(() -> transport.local().fragment()).join();
        }

        String password() {
            return loop.ask(() -> transport.local().password()).join();
        }

        void stun(byte[] packet) {
            byte[] padded = Arrays.copyOf(packet, Math.max(packet.length, 1));
            padded[0] &= 3;
            loop.ask(() -> {
                        port.received(carrier, null, remote, padded, padded.length, System.nanoTime());
                        return true;
                    })
                    .join();
        }

        void dtls(byte[] record) {
            loop.ask(() -> {
                        transport.dtls(record, record.length);
                        return true;
                    })
                    .join();
            if (++records % 20 == 0) {
                Transport old = transport;
                loop.ask(() -> {
                            old.close();
                            return true;
                        })
                        .join();
                transport = fresh();
            }
        }

        long faults() {
            return loop.ask(port::faults).join();
        }

        void close() {
            Transport last = transport;
            loop.ask(() -> {
                        last.close();
                        return true;
                    })
                    .join();
        }

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
        public void lost() {
            ended.incrementAndGet();
        }
    }

    /// A carrier that sends nowhere.
    private static final class Silence implements Carrier {

        @Override
        public void send(InetSocketAddress remote, byte[] array, int offset, int length) {}

        @Override
        public void know(InetSocketAddress remote, Transport transport) {}

        @Override
        public void forget(InetSocketAddress remote, Transport transport) {}

        @Override
        public void flush() {}
    }
}
