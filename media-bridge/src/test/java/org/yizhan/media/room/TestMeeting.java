package org.yizhan.media.room;

import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.yizhan.media.sdp.OfferParser;
import org.yizhan.media.transport.LineFaults;
import org.yizhan.media.transport.MediaPort;
import org.yizhan.media.transport.PortSettings;
import org.yizhan.media.transport.Refusals;
import org.yizhan.media.transport.TestBrowser;
import org.yizhan.protocol.bridge.MemberPlan;
import org.yizhan.protocol.bridge.RoomPlan;
import org.yizhan.protocol.bridge.SlotFill;
import org.yizhan.protocol.bridge.SourceKind;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.protocol.id.MemberId;

/// A booth that sends everything and an officer who sees all of it, on lines with faults.
final class TestMeeting implements AutoCloseable {

    static final int SOUND = 0;
    static final int FACE = SlotFill.AUDIO_SLOTS;
    static final int PAPERS = FACE + 1;

    final MemberId booth = MemberId.random();
    final MemberId officer = MemberId.random();
    final ConsultationId consultation = ConsultationId.random();
    final Refusals refusals = new Refusals();
    final TestBrowser boothPage = new TestBrowser(1).withPapers();
    final TestBrowser officerPage = new TestBrowser(2).withFeedback();
    final MediaEngine engine;
    final MediaPort port;
    private final BlockingQueue<List<MemberId>> connected = new LinkedBlockingQueue<>();

    TestMeeting(LineFaults up, LineFaults down) throws IOException {
        this(1, up, down);
    }

    TestMeeting(int loops, LineFaults up, LineFaults down) throws IOException {
        List<MediaPort> ports = new ArrayList<>();
        engine = TestEngines.on(
                loops,
                new PortSettings(
                        List.of(InetAddress.getByName("127.0.0.1")),
                        0,
                        true,
                        true,
                        up,
                        down,
                        PortSettings.SILENCE,
                        PortSettings.MEMORY),
                refusals,
                new RecordedRoom(),
                (room, members) -> connected.add(members),
                ports::addAll);
        port = ports.getFirst();
    }

    void offer(MemberId member, TestBrowser page) throws Exception {
        page.answered(engine.connect(member, OfferParser.parse(page.offer())).get(5, TimeUnit.SECONDS));
    }

    void arrange() throws Exception {
        engine.arrange(
                        consultation,
                        new RoomPlan(
                                1,
                                List.of(
                                        new MemberPlan(
                                                booth,
                                                "booth",
                                                Set.of(SourceKind.MICROPHONE, SourceKind.CAMERA, SourceKind.DOCUMENT),
                                                List.of()),
                                        new MemberPlan(
                                                officer,
                                                "officer",
                                                Set.of(),
                                                List.of(
                                                        new SlotFill(SOUND, booth, SourceKind.MICROPHONE),
                                                        new SlotFill(FACE, booth, SourceKind.CAMERA),
                                                        new SlotFill(PAPERS, booth, SourceKind.DOCUMENT)))),
                                null))
                .get(5, TimeUnit.SECONDS);
    }

    /// Waits until both are connected.
    void bothThere() throws InterruptedException {
        List<MemberId> there = connected.poll(10, TimeUnit.SECONDS);
        while (there != null && there.size() < 2) {
            there = connected.poll(10, TimeUnit.SECONDS);
        }
        if (there == null) {
            throw new IllegalStateException("not both connected");
        }
    }

    @Override
    public void close() {
        boothPage.close();
        officerPage.close();
        engine.close();
    }
}
