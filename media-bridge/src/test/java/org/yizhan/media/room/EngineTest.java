package org.yizhan.media.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yizhan.media.rtp.Bytes;
import org.yizhan.media.rtp.Packets;
import org.yizhan.media.rtp.RtcpListener;
import org.yizhan.media.rtp.RtcpReader;
import org.yizhan.media.rtp.RtcpWriter;
import org.yizhan.media.rtp.RtpPacket;
import org.yizhan.media.rtp.SenderReport;
import org.yizhan.media.sdp.OfferParser;
import org.yizhan.media.transport.LineFaults;
import org.yizhan.media.transport.MediaLoop;
import org.yizhan.media.transport.MediaPort;
import org.yizhan.media.transport.PortSettings;
import org.yizhan.media.transport.Refusals;
import org.yizhan.media.transport.TestBrowser;
import org.yizhan.protocol.bridge.MemberPlan;
import org.yizhan.protocol.bridge.RecordingPlan;
import org.yizhan.protocol.bridge.RoomPlan;
import org.yizhan.protocol.bridge.RoomState;
import org.yizhan.protocol.bridge.SlotFill;
import org.yizhan.protocol.bridge.SourceKind;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.protocol.id.MemberId;
import org.yizhan.protocol.id.RecordingId;
import org.yizhan.protocol.id.StationPath;

/// The whole engine on a real UDP port, with browsers of our own that speak ICE, DTLS and SRTP.
class EngineTest {

    private static final long PATIENCE_SECONDS = 10;
    private static final int PICTURE = SlotFill.AUDIO_SLOTS;

    private final MemberId booth = MemberId.random();
    private final MemberId officer = MemberId.random();
    private final ConsultationId consultation = ConsultationId.random();
    private final Refusals refusals = new Refusals();
    private final RecordedRoom recorder = new RecordedRoom();
    private final BlockingQueue<List<MemberId>> connected = new LinkedBlockingQueue<>();
    private final List<TestBrowser> browsers = new ArrayList<>();
    private EmbeddedEngine engine;
    private TestBrowser boothPage;
    private TestBrowser officerPage;

    @BeforeEach
    void start() throws IOException {
        start(PortSettings.SILENCE);
    }

    private void start(Duration silence) throws IOException {
        MediaLoop loop = new MediaLoop();
        MediaPort port = MediaPort.open(
                loop,
                new PortSettings(
                        List.of(InetAddress.getByName("127.0.0.1")),
                        0,
                        true,
                        true,
                        LineFaults.NONE,
                        LineFaults.NONE,
                        silence,
                        PortSettings.MEMORY),
                refusals,
                Instant.now());
        engine = new EmbeddedEngine(
                loop,
                port,
                refusals,
                recorder,
                (room, members) -> connected.add(members),
                "test",
                System.currentTimeMillis() * 1_000_000);
        boothPage = browser(1);
        officerPage = browser(2);
    }

    @AfterEach
    void stop() {
        browsers.forEach(TestBrowser::close);
        engine.close();
    }

    private TestBrowser browser(int seed) throws IOException {
        TestBrowser browser = new TestBrowser(seed);
        browsers.add(browser);
        return browser;
    }

    private void offer(MemberId member, TestBrowser page) throws Exception {
        page.answered(engine.connect(member, OfferParser.parse(page.offer())).get(5, TimeUnit.SECONDS));
    }

    /// Connects and waits until the engine knows, in a waiting room that tells of it.
    private void connect(MemberId member, TestBrowser page) throws Exception {
        ConsultationId waiting = ConsultationId.random();
        engine.arrange(waiting, new RoomPlan(1, List.of(new MemberPlan(member, "waiting", Set.of(), List.of())), null))
                .get(5, TimeUnit.SECONDS);
        offer(member, page);
        page.connect();
        List<MemberId> there = connected.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        while (there != null && !there.equals(List.of(member))) {
            there = connected.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
        assertThat(there).isNotNull();
        engine.close(waiting).get(5, TimeUnit.SECONDS);
    }

    private RoomState arrange(long revision, @Nullable RecordingPlan recording, MemberPlan... members)
            throws Exception {
        return engine.arrange(consultation, new RoomPlan(revision, List.of(members), recording))
                .get(5, TimeUnit.SECONDS);
    }

    private MemberPlan sender(SourceKind... sends) {
        return new MemberPlan(booth, "booth", Set.of(sends), List.of());
    }

    private MemberPlan viewer(SlotFill... fills) {
        return new MemberPlan(officer, "officer", Set.of(), List.of(fills));
    }

    private SlotFill boothCamera() {
        return new SlotFill(PICTURE, booth, SourceKind.CAMERA);
    }

    private void meet() throws Exception {
        connect(booth, boothPage);
        connect(officer, officerPage);
        arrange(1, null, sender(SourceKind.CAMERA), viewer(boothCamera()));
    }

    private byte[] picture(int sequence, boolean keyframe) {
        return Packets.rtp(
                boothPage.vp8, sequence, 3_000L * sequence, boothPage.camera, true, Packets.vp8(keyframe, sequence));
    }

    private static RtpPacket next(TestBrowser page) throws InterruptedException {
        return Packets.view(Objects.requireNonNull(page.rtp.poll(PATIENCE_SECONDS, TimeUnit.SECONDS), "no packet"));
    }

    /// Waits for an RTCP packet that says what is looked for.
    private static void hears(TestBrowser page, Predicate<String> wanted) throws InterruptedException {
        List<String> said = new ArrayList<>();
        while (said.stream().noneMatch(wanted)) {
            byte[] packet = page.rtcp.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(packet).as("heard only %s", said).isNotNull();
            RtcpReader.read(Objects.requireNonNull(packet), 0, packet.length, new RtcpListener() {
                @Override
                public void senderReport(SenderReport report) {
                    said.add("report " + report.ssrc() + " " + report.rtpTimestamp());
                }

                @Override
                public void nack(long media, int sequenceNumber) {
                    said.add("nack " + media + " " + sequenceNumber);
                }

                @Override
                public void pictureLoss(long media) {
                    said.add("pli " + media);
                }

                @Override
                public void transportFeedback(byte[] array, int offset, int length) {
                    said.add("feedback");
                }
            });
        }
    }

    @Test
    void aPictureReachesTheSlotOfTheOtherWithTheReceiversNumbers() throws Exception {
        meet();
        boothPage.send(picture(100, true));
        RtpPacket seen = next(officerPage);
        assertThat(seen.ssrc()).isEqualTo(officerPage.slot(PICTURE));
        assertThat(seen.payloadType()).isEqualTo(officerPage.vp8).isNotEqualTo(boothPage.vp8);
        boothPage.send(picture(101, false));
        assertThat(next(officerPage).sequenceNumber()).isEqualTo(seen.sequenceNumber() + 1);
    }

    @Test
    void soundGoesAtOnceWithItsLoudness() throws Exception {
        connect(booth, boothPage);
        connect(officer, officerPage);
        arrange(1, null, sender(SourceKind.MICROPHONE), viewer(new SlotFill(0, booth, SourceKind.MICROPHONE)));
        byte[] plain = Packets.rtp(boothPage.opus, 5, 960, boothPage.microphone, false, (byte) 1, (byte) 2);
        boothPage.send(Packets.extended(plain, boothPage.levelExtension, (byte) 0x91));
        RtpPacket heard = next(officerPage);
        assertThat(heard.ssrc()).isEqualTo(officerPage.slot(0));
        assertThat(heard.array()[heard.extension(officerPage.levelExtension, 1)])
                .isEqualTo((byte) 0x91);
    }

    @Test
    void onlySourcesOfThePlanAreForwarded() throws Exception {
        meet();
        boothPage.send(Packets.rtp(boothPage.opus, 5, 960, boothPage.microphone, false, (byte) 1));
        boothPage.send(picture(1, true));
        assertThat(next(officerPage).ssrc()).isEqualTo(officerPage.slot(PICTURE));
        arrange(2, null, sender(), viewer(boothCamera()));
        boothPage.send(Packets.extended(picture(2, true), boothPage.counterExtension, (byte) 0, (byte) 1));
        hears(boothPage, "feedback"::equals);
        arrange(3, null, sender(SourceKind.CAMERA), viewer(boothCamera()));
        boothPage.send(Packets.rtp(boothPage.vp8, 3, 9_000, boothPage.camera, true, Packets.vp8(true, 3, 1, 2, 3, 4)));
        assertThat(next(officerPage).payloadLength()).isEqualTo(9);
        assertThat(officerPage.rtp).isEmpty();
    }

    @Test
    void aSlotFilledInMidPictureAsksForAKeyFrameAndWaitsForIt() throws Exception {
        connect(booth, boothPage);
        connect(officer, officerPage);
        arrange(1, null, sender(SourceKind.CAMERA), viewer());
        boothPage.send(picture(1, true));
        boothPage.send(Packets.extended(picture(2, false), boothPage.counterExtension, (byte) 0, (byte) 1));
        hears(boothPage, "feedback"::equals);
        arrange(2, null, sender(SourceKind.CAMERA), viewer(boothCamera()));
        hears(boothPage, ("pli " + boothPage.camera)::equals);
        boothPage.send(picture(3, false));
        boothPage.send(picture(4, true));
        RtpPacket first = next(officerPage);
        assertThat(first.array()[first.payloadOffset() + 4] & 1)
                .as("a key frame")
                .isZero();
    }

    @Test
    void aLostPacketIsAskedForAndComesByRetransmission() throws Exception {
        meet();
        boothPage.send(picture(65_535, true));
        int first = next(officerPage).sequenceNumber();
        boothPage.send(picture(1, false));
        assertThat(next(officerPage).sequenceNumber()).isEqualTo(first + 2);
        hears(boothPage, ("nack " + boothPage.camera + " 0")::equals);
        boothPage.send(Packets.rtx(picture(0, false), boothPage.rtx, 50, boothPage.cameraRtx));
        assertThat(next(officerPage).sequenceNumber()).isEqualTo(first + 1);
        boothPage.send(picture(0, false));
        boothPage.send(picture(2, false));
        assertThat(next(officerPage).sequenceNumber())
                .as("never the same twice")
                .isEqualTo(first + 3);
    }

    @Test
    void whatAReceiverLostIsSentToItAgain() throws Exception {
        meet();
        boothPage.send(picture(1, true));
        RtpPacket lost = next(officerPage);
        RtcpWriter nack = new RtcpWriter().nack(9, officerPage.slot(PICTURE), new int[] {lost.sequenceNumber()}, 1);
        officerPage.sendControl(nack.array(), nack.length());
        RtpPacket again = next(officerPage);
        assertThat(again.payloadType()).isEqualTo(officerPage.rtx);
        assertThat(Bytes.u16(again.array(), again.payloadOffset())).isEqualTo(lost.sequenceNumber());
    }

    @Test
    void congestionFeedbackAndReportsFlow() throws Exception {
        meet();
        byte[] counted = Packets.extended(picture(1, true), boothPage.counterExtension, (byte) 0, (byte) 9);
        boothPage.send(counted);
        next(officerPage);
        hears(boothPage, "feedback"::equals);
        RtcpWriter report =
                new RtcpWriter().senderReport(new SenderReport(boothPage.camera, 0xEC00_0000_0000_0000L, 3_000, 1, 10));
        boothPage.sendControl(report.array(), report.length());
        hears(officerPage, said -> said.startsWith("report " + officerPage.slot(PICTURE) + " "));
    }

    @Test
    void theRecorderIsToldWhatAMemberIsTold() throws Exception {
        connect(booth, boothPage);
        var plan = new RecordingPlan(new RecordingId(consultation.value()), new StationPath("d01"), null, false);
        assertThat(arrange(1, plan, sender(SourceKind.CAMERA)).recording()).isTrue();
        boothPage.send(picture(7, true));
        boothPage.send(picture(8, false));
        boothPage.send(picture(8, false));
        boothPage.send(picture(9, false));
        List<String> heard = new ArrayList<>();
        while (!heard.contains("booth camera 9")) {
            heard.add(Objects.requireNonNull(recorder.told.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)));
        }
        assertThat(heard)
                .containsExactly(
                        "opened",
                        "recording",
                        "booth camera opened",
                        "booth camera 7",
                        "booth camera 8",
                        "booth camera 9");
        engine.close(consultation).get(5, TimeUnit.SECONDS);
        assertThat(recorder.soFar()).containsExactly("booth camera over", "booth camera closed", "left");
        engine.close(consultation).get(5, TimeUnit.SECONDS);
        assertThat(recorder.soFar()).hasSize(3);
    }

    @Test
    void anOlderPlanIsIgnoredAndTheSameOneChangesNothing() throws Exception {
        meet();
        boothPage.send(picture(1, true));
        int first = next(officerPage).sequenceNumber();
        arrange(0, null);
        arrange(1, null, sender(SourceKind.CAMERA), viewer(boothCamera()));
        boothPage.send(picture(2, false));
        assertThat(next(officerPage).sequenceNumber()).isEqualTo(first + 1);
    }

    @Test
    void anIceRestartKeepsTheOldPathUntilTheNewOneIsNominated() throws Exception {
        meet();
        boothPage.send(picture(1, true));
        next(officerPage);
        var before = officerPage.theirs();
        officerPage.restart();
        offer(officer, officerPage);
        assertThat(officerPage.theirs()).isNotEqualTo(before);
        boothPage.send(picture(2, false));
        next(officerPage);
        officerPage.check(true);
        boothPage.send(picture(3, false));
        next(officerPage);
    }

    @Test
    void aPageLoadedAgainTakesItsPlaceInTheRoom() throws Exception {
        meet();
        boothPage.send(picture(1, true));
        next(officerPage);
        TestBrowser again = browser(3);
        offer(officer, again);
        again.connect();
        hears(boothPage, ("pli " + boothPage.camera)::equals);
        boothPage.send(picture(2, true));
        assertThat(next(again).ssrc()).isEqualTo(again.slot(PICTURE));
    }

    @Test
    void whoIsSilentIsOutAndComesBackWithAnIceRestart() throws Exception {
        engine.close();
        start(Duration.ofMillis(300));
        connect(officer, officerPage);
        connected.clear();
        RoomState before = arrange(1, null, sender(SourceKind.CAMERA), viewer(boothCamera()));
        if (!before.connected().isEmpty()) {
            assertThat(connected.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEmpty();
        }
        officerPage.restart();
        offer(officer, officerPage);
        officerPage.check(true);
        assertThat(connected.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).containsExactly(officer);
    }

    @Test
    void aGoodbyeIsHeardAndTold() throws Exception {
        meet();
        connected.clear();
        officerPage.sayGoodbye();
        List<MemberId> left = Objects.requireNonNull(connected.poll(PATIENCE_SECONDS, TimeUnit.SECONDS));
        assertThat(left).containsExactly(booth);
    }

    @Test
    void theWrongCertificateIsNotLetIn() throws Exception {
        boothPage.lieAboutItsCertificate();
        offer(booth, boothPage);
        arrange(1, null, sender(SourceKind.CAMERA));
        assertThatThrownBy(boothPage::connect).isInstanceOf(IOException.class);
        assertThat(connected.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEmpty();
        assertThat(refusals.of(Refusals.Reason.HANDSHAKE_FAILED)).isEqualTo(1);
    }

    @Test
    void randomBytesDisturbNobody() throws Exception {
        meet();
        boothPage.send(picture(1, true));
        int first = next(officerPage).sequenceNumber();
        TestBrowser stranger = browser(4);
        offer(MemberId.random(), stranger);
        Random random = new Random(13);
        for (int i = 0; i < 1_000; i++) {
            byte[] noise = new byte[1 + random.nextInt(1_400)];
            random.nextBytes(noise);
            (random.nextBoolean() ? stranger : boothPage).sendRaw(noise);
        }
        boothPage.send(picture(2, false));
        assertThat(next(officerPage).sequenceNumber()).isEqualTo(first + 1);
    }

    @Test
    void brokenPacketsOfAMemberDisturbNobody() throws Exception {
        meet();
        boothPage.send(picture(1, true));
        int first = next(officerPage).sequenceNumber();
        Random random = new Random(14);
        for (int i = 0; i < 1_000; i++) {
            byte[] noise = new byte[16 + random.nextInt(200)];
            random.nextBytes(noise);
            noise[0] = (byte) (0x80 | noise[0] & 0x20);
            Bytes.put32(noise, 8, boothPage.cameraRtx + i % 2 * 1_000);
            if (i % 2 == 0) {
                noise[1] = (byte) (i % 4 == 0 ? boothPage.rtx : 200 + random.nextInt(8));
                Bytes.put32(noise, 4, boothPage.camera);
            }
            if ((noise[1] & 0xFF) >= 192 && (noise[1] & 0xFF) < 224) {
                boothPage.sendControl(noise, noise.length);
            } else {
                Bytes.put16(noise, 2, i);
                boothPage.send(noise);
            }
        }
        boothPage.send(picture(2, false));
        RtpPacket seen = next(officerPage);
        while (seen.sequenceNumber() != first + 1) {
            seen = next(officerPage);
        }
    }
}
