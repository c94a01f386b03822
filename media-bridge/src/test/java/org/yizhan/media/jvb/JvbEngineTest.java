package org.yizhan.media.jvb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yizhan.media.room.Guest;
import org.yizhan.media.room.GuestsRefused;
import org.yizhan.media.rtp.Packets;
import org.yizhan.media.sdp.OfferParser;
import org.yizhan.media.transport.MediaLoop;
import org.yizhan.media.transport.Refusals;
import org.yizhan.media.transport.TestBrowser;
import org.yizhan.protocol.bridge.MemberPlan;
import org.yizhan.protocol.bridge.RecordingPlan;
import org.yizhan.protocol.bridge.RoomPlan;
import org.yizhan.protocol.bridge.SlotFill;
import org.yizhan.protocol.bridge.SourceKind;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.protocol.id.MemberId;
import org.yizhan.protocol.id.RecordingId;
import org.yizhan.protocol.id.StationPath;

/// Members, slots and recorder over a videobridge, as the engine of our own has them.
class JvbEngineTest {

    private static final int FACE = SlotFill.AUDIO_SLOTS + 1;

    private final MemberId booth = MemberId.random();
    private final MemberId officer = MemberId.random();
    private final ConsultationId consultation = ConsultationId.random();
    private final NotingRecorder recorder = new NotingRecorder();
    private final BlockingQueue<List<MemberId>> connected = new LinkedBlockingQueue<>();
    private final AtomicInteger runs = new AtomicInteger();
    private final FakeVideobridge bridge = new FakeVideobridge();
    private final List<TestBrowser> pages = new ArrayList<>();
    private JvbEngine engine;

    @BeforeEach
    void start() {
        engine = new JvbEngine(
                new MediaLoop(),
                List.of(bridge.at()),
                new Refusals(),
                recorder,
                (room, members) -> connected.add(members),
                () -> "run-" + runs.incrementAndGet(),
                Instant.now());
    }

    @AfterEach
    void close() {
        pages.forEach(TestBrowser::close);
        engine.close();
        bridge.close();
    }

    private TestBrowser page(int seed) throws Exception {
        TestBrowser page = new TestBrowser(seed, 0);
        pages.add(page);
        return page;
    }

    private String offer(MemberId member, TestBrowser page) throws Exception {
        String answer = engine.connect(member, OfferParser.parse(page.offer())).get(10, TimeUnit.SECONDS);
        page.answered(answer);
        return answer;
    }

    private TestBrowser joined(MemberId member, int seed) throws Exception {
        TestBrowser page = page(seed);
        offer(member, page);
        page.connect();
        return page;
    }

    private FakeEndpoint of(TestBrowser page) {
        return bridge.conferences.values().stream()
                .flatMap(it -> it.endpoints.values().stream())
                .filter(it -> it.sources.values().stream().anyMatch(source -> source.ssrc() == page.camera))
                .findFirst()
                .orElseThrow();
    }

    private void arrange(long revision, Set<SourceKind> boothSends, boolean recorded) throws Exception {
        var seen = List.of(new SlotFill(0, booth, SourceKind.MICROPHONE), new SlotFill(FACE, booth, SourceKind.CAMERA));
        engine.arrange(
                        consultation,
                        new RoomPlan(
                                revision,
                                List.of(
                                        new MemberPlan(booth, "booth", boothSends, List.of()),
                                        new MemberPlan(officer, "officer", Set.of(), seen)),
                                recorded ? plan() : null))
                .get(10, TimeUnit.SECONDS);
    }

    private RecordingPlan plan() {
        return new RecordingPlan(new RecordingId(consultation.value()), new StationPath("d01"), null, false);
    }

    private static final Set<SourceKind> ALL = Set.of(SourceKind.MICROPHONE, SourceKind.CAMERA);

    private boolean sees(TestBrowser sender, TestBrowser receiver, long ssrc) throws Exception {
        return sender.showsItself(receiver, ssrc);
    }

    private void await(String what) throws InterruptedException {
        for (String told = next(); !told.equals(what); told = next()) {}
    }

    private String next() throws InterruptedException {
        @Nullable String told = recorder.told.poll(10, TimeUnit.SECONDS);
        return told == null ? fail() : told;
    }

    private static String fail() {
        throw new AssertionError("nothing was said");
    }

    /// What an endpoint says next of the pictures that it wants.
    private static String selected(FakeEndpoint receiving) throws InterruptedException {
        @Nullable String said = "";
        while (said != null && !said.contains("ReceiverVideoConstraints")) {
            said = receiving.heard.poll(10, TimeUnit.SECONDS);
        }
        return said == null ? fail() : said;
    }

    /// Sends sound and key frames until it is interrupted.
    private static Thread sending(TestBrowser page) {
        return Thread.ofVirtual().start(() -> {
            for (int i = 1; !Thread.currentThread().isInterrupted(); i++) {
                try {
                    page.send(Packets.rtp(page.vp8, i, 3_000L * i, page.camera, true, Packets.vp8(true, i, 1, 2)));
                    page.send(Packets.rtp(page.opus, i, 960L * i, page.microphone, true, (byte) 1, (byte) 2));
                    Thread.sleep(20);
                } catch (IOException | InterruptedException _) {
                    return;
                }
            }
        });
    }

    @Test
    void theAnswerLeadsToTheVideobridgeAndNamesNoStreams() throws Exception {
        String answer = offer(booth, page(1));
        FakeEndpoint there = of(pages.getFirst());
        assertThat(answer)
                .contains("a=ice-ufrag:" + there.media.local().fragment())
                .contains("a=fingerprint:sha-256 " + there.media.fingerprint())
                .contains("127.0.0.1 " + there.media.port() + " typ host")
                .contains("a=setup:passive", "a=mid:a0", "a=mid:v3")
                .doesNotContain("a=ice-lite", "a=ssrc:", "red/48000");
    }

    @Test
    void nobodyIsLetInBeforeItIsSettledWhatTheyAreSent() throws Exception {
        offer(booth, page(1));
        FakeEndpoint there = of(pages.getFirst());
        assertThat(there.letInUnheard).isFalse();
        assertThat(there.heard.take()).contains("ReceiverAudioSubscription", "\"all\":false", "\"include\":[]");
    }

    @Test
    void itIsToldWhoseMediaIsUp() throws Exception {
        arrange(1, ALL, false);
        joined(booth, 1);
        assertThat(connected.poll(10, TimeUnit.SECONDS)).containsExactly(booth);
        bridge.conferences
                .values()
                .forEach(it -> it.say(
                        "{\"colibriClass\":\"EndpointConnectivityStatusChangeEvent\",\"endpoint\":\"%s\",\"active\":\"false\"}"
                                .formatted(of(pages.getFirst()).name)));
        assertThat(connected.poll(10, TimeUnit.SECONDS)).isEmpty();
    }

    @Test
    void aPictureComesInItsSlot() throws Exception {
        TestBrowser boothPage = joined(booth, 1);
        TestBrowser officerPage = joined(officer, 2);
        arrange(1, ALL, false);
        long slot = of(officerPage).ssrc(FACE - SlotFill.AUDIO_SLOTS);
        assertThat(sees(boothPage, officerPage, slot)).isTrue();
    }

    @Test
    void whatThePlanTakesAwayIsNotSentAnyMore() throws Exception {
        TestBrowser boothPage = joined(booth, 1);
        TestBrowser officerPage = joined(officer, 2);
        arrange(1, ALL, true);
        long slot = of(officerPage).ssrc(FACE - SlotFill.AUDIO_SLOTS);
        assertThat(sees(boothPage, officerPage, slot)).isTrue();
        Thread sending = sending(boothPage);
        await("booth camera packet");
        sending.interrupt();
        sending.join();
        FakeEndpoint receiving = of(officerPage);
        receiving.heard.clear();
        arrange(2, Set.of(), true);
        await("booth camera ends");
        assertThat(selected(receiving)).doesNotContain(of(boothPage).name + "-v0");
    }

    @Test
    void theRecorderHearsWhatIsSent() throws Exception {
        arrange(1, ALL, true);
        TestBrowser boothPage = joined(booth, 1);
        joined(officer, 2);
        await("opened");
        Thread sending = sending(boothPage);
        try {
            var told = new java.util.HashSet<String>();
            while (!told.containsAll(Set.of("booth camera packet", "booth microphone packet"))) {
                told.add(next());
            }
        } finally {
            sending.interrupt();
            sending.join();
        }
        engine.close(consultation).get(10, TimeUnit.SECONDS);
        await("left");
    }

    @Test
    void whatCannotBeRepairedIsMadeAnewByItsPage() throws Exception {
        TestBrowser boothPage = joined(booth, 1);
        offer(booth, boothPage);
        boothPage.restart();
        assertThatThrownBy(() -> offer(booth, boothPage)).hasCauseInstanceOf(OfferUnfit.class);
    }

    @Test
    void aChannelThatBreaksIsOpenedAgainAndToldTheSame() throws Exception {
        joined(booth, 1);
        FakeEndpoint there = of(pages.getFirst());
        there.heard.clear();
        there.breakChannel();
        assertThat(there.heard.poll(10, TimeUnit.SECONDS)).contains("ReceiverAudioSubscription");
        assertThat(there.heard.poll(10, TimeUnit.SECONDS)).contains("ReceiverVideoConstraints");
    }

    @Test
    void oneThatWouldBeSentOnStreamsWithoutASectionConnectsAnew() throws Exception {
        joined(booth, 1);
        FakeEndpoint there = of(pages.getFirst());
        there.say("{\"colibriClass\":\"AudioSourcesMap\",\"mappedSources\":[{\"source\":\"x-a0\",\"mid\":\"a3\"}]}");
        assertThat(bridge.removed.poll(10, TimeUnit.SECONDS)).isEqualTo(there.name);
    }

    @Test
    void anOfferWithOtherIdsOrOtherNumbersIsRefused() throws Exception {
        offer(booth, page(1));
        TestBrowser other = new TestBrowser(3);
        pages.add(other);
        assertThatThrownBy(() -> offer(officer, other))
                .cause()
                .isInstanceOfSatisfying(
                        OfferUnfit.class, it -> assertThat(it.reason()).isEqualTo(OfferUnfit.Reason.OTHER_BROWSER));
        String numbered = page(4).offer().replace("a0", "7");
        assertThatThrownBy(() ->
                        engine.connect(officer, OfferParser.parse(numbered)).get(10, TimeUnit.SECONDS))
                .cause()
                .isInstanceOfSatisfying(
                        OfferUnfit.class, it -> assertThat(it.reason()).isEqualTo(OfferUnfit.Reason.MIDS));
    }

    @Test
    void devicesWithoutAPageAreRefused() throws Exception {
        var guest = new Guest(consultation, MemberId.random(), "encoder", ALL);
        var offer = OfferParser.parse(page(1).offer());
        assertThatThrownBy(() -> engine.admit(guest, offer).get(10, TimeUnit.SECONDS))
                .hasCauseInstanceOf(GuestsRefused.class);
    }
}
