package org.yizhan.media.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.yizhan.media.rtp.Packets;
import org.yizhan.media.rtp.RtcpListener;
import org.yizhan.media.rtp.RtcpReader;
import org.yizhan.media.rtp.RtpPacket;
import org.yizhan.media.rtp.SenderReport;
import org.yizhan.media.sdp.OfferParser;
import org.yizhan.media.transport.LineFaults;
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
abstract class EngineStage {

    static final long PATIENCE_SECONDS = 10;
    static final int PICTURE = SlotFill.AUDIO_SLOTS;

    final MemberId booth = MemberId.random();
    final MemberId officer = MemberId.random();
    final ConsultationId consultation = ConsultationId.random();
    final Refusals refusals = new Refusals();
    final RecordedRoom recorder = new RecordedRoom();
    final BlockingQueue<List<MemberId>> connected = new LinkedBlockingQueue<>();
    final List<TestBrowser> browsers = new ArrayList<>();
    MediaEngine engine;
    TestBrowser boothPage;
    TestBrowser officerPage;

    /// Event loops; with several of them nobody who meets is on the same one before.
    int loops() {
        return 1;
    }

    @BeforeEach
    void start() throws IOException {
        start(PortSettings.SILENCE, List.of(InetAddress.getByName("127.0.0.1")));
    }

    final void start(Duration silence) throws IOException {
        start(silence, List.of(InetAddress.getByName("127.0.0.1")));
    }

    final void start(Duration silence, List<InetAddress> addresses) throws IOException {
        engine = TestEngines.on(
                loops(),
                new PortSettings(
                        addresses, 0, true, true, LineFaults.NONE, LineFaults.NONE, silence, PortSettings.MEMORY),
                refusals,
                recorder,
                (room, members) -> connected.add(members));
        boothPage = browser(1);
        officerPage = browser(2);
    }

    @AfterEach
    void stop() {
        browsers.forEach(TestBrowser::close);
        engine.close();
    }

    TestBrowser browser(int seed) throws IOException {
        TestBrowser browser = new TestBrowser(seed);
        browsers.add(browser);
        return browser;
    }

    void offer(MemberId member, TestBrowser page) throws Exception {
        page.answered(engine.connect(member, OfferParser.parse(page.offer())).get(5, TimeUnit.SECONDS));
    }

    /// Connects and waits until the engine knows, in a waiting room that tells of it.
    void connect(MemberId member, TestBrowser page) throws Exception {
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
        if (loops() > 1) {
            // Others meet on this loop.
            engine.arrange(ConsultationId.random(), new RoomPlan(1, List.of(), null))
                    .get(5, TimeUnit.SECONDS);
        }
    }

    RoomState arrange(long revision, @Nullable RecordingPlan recording, MemberPlan... members) throws Exception {
        return engine.arrange(consultation, new RoomPlan(revision, List.of(members), recording))
                .get(5, TimeUnit.SECONDS);
    }

    MemberPlan sender(SourceKind... sends) {
        return new MemberPlan(booth, "booth", Set.of(sends), List.of());
    }

    MemberPlan viewer(SlotFill... fills) {
        return new MemberPlan(officer, "officer", Set.of(), List.of(fills));
    }

    SlotFill boothCamera() {
        return new SlotFill(PICTURE, booth, SourceKind.CAMERA);
    }

    void meet() throws Exception {
        connect(booth, boothPage);
        connect(officer, officerPage);
        arrange(1, null, sender(SourceKind.CAMERA), viewer(boothCamera()));
    }

    RecordingPlan recorded() {
        return new RecordingPlan(new RecordingId(consultation.value()), new StationPath("d01"), null, false);
    }

    /// As [#meet()], recorded.
    void meetRecorded() throws Exception {
        connect(booth, boothPage);
        connect(officer, officerPage);
        arrange(1, recorded(), sender(SourceKind.CAMERA), viewer(boothCamera()));
    }

    /// Ends the meeting and tells what became of the booth's sources for the recorder, packets left out.
    List<String> recordedOfBooth() throws Exception {
        engine.close(consultation).get(5, TimeUnit.SECONDS);
        return recorder.soFar().stream()
                .filter(it -> it.startsWith("booth") && !it.matches(".* [0-9]+"))
                .toList();
    }

    /// So many packets were refused. Each is counted on the loop that it came to, which may be a moment behind the one
    /// that what was looked at came from.
    void refused(Refusals.Reason reason, long times) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (refusals.of(reason) < times && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertThat(refusals.of(reason)).as("%s", reason).isEqualTo(times);
    }

    byte[] picture(int sequence, boolean keyframe) {
        return Packets.rtp(
                boothPage.vp8, sequence, 3_000L * sequence, boothPage.camera, true, Packets.vp8(keyframe, sequence));
    }

    static RtpPacket next(TestBrowser page) throws InterruptedException {
        return Packets.view(Objects.requireNonNull(page.rtp.poll(PATIENCE_SECONDS, TimeUnit.SECONDS), "no packet"));
    }

    /// Waits for an RTCP packet that says what is looked for.
    static void hears(TestBrowser page, Predicate<String> wanted) throws InterruptedException {
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
}
