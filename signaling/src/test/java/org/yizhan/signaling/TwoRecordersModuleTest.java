package org.yizhan.signaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yizhan.neighbours.Eventually.eventually;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import org.yizhan.neighbours.FakeBridge;
import org.yizhan.neighbours.Page;
import org.yizhan.platform.testing.RealPostgres;
import org.yizhan.protocol.bridge.RoomPlan;
import org.yizhan.protocol.bridge.SecondRecorder;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.protocol.id.MemberId;

/// Three bridges: one has the meeting, another records it too, wherever the two go.
@TestPropertySource(properties = "yizhan.signaling.consultation.two-recorders=true")
class TwoRecordersModuleTest extends NearBridges {

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry registry) {
        RealPostgres.fresh(registry);
    }

    @Autowired
    MeterRegistry meters;

    private List<FakeBridge> all() {
        return List.of(near("one"), near("two"), bridge);
    }

    private FakeBridge with(ConsultationId room) {
        return eventually(() ->
                all().stream().filter(it -> it.room(room) != null).findFirst().orElse(null));
    }

    /// Once the node has heard of all of them.
    private void bothAreKnown() {
        eventually(
                () -> {
                    Page page = open(booth());
                    page.hello(UUID.randomUUID(), "booth");
                    String instance = page.next("welcome").get("bridgeInstance").asString();
                    page.close();
                    return instance;
                },
                it -> it.endsWith(district));
    }

    private void lose(FakeBridge lost) {
        for (String name : List.of("one", "two")) {
            if (near(name) == lost) {
                beating.remove(url(name));
            }
        }
        lost.loseConnection();
    }

    private static String secondOf(Page page) {
        return page.next("second-bridge").get("bridgeInstance").asString(null);
    }

    @Test
    void aRecordedMeetingIsRecordedByASecondBridgeToo() {
        bothAreKnown();
        Met met = met(booth(), officer());
        FakeBridge first = with(met.id());
        FakeBridge second = with(SecondRecorder.roomOf(met.id()));
        assertThat(second).isNotSameAs(first).isNotSameAs(bridge);
        assertThat(second.room(SecondRecorder.roomOf(met.id())))
                .isEqualTo(SecondRecorder.plan(first.room(met.id()), 1));
        assertThat(secondOf(met.booth())).isEqualTo(second.now().bridgeInstance());
        assertThat(secondOf(met.desk())).isEqualTo(second.now().bridgeInstance());

        String offer = met.booth().ask("second-offer", Map.of("sdp", "v=0\r\n" + "a".repeat(40_000)));
        var answer = met.booth().answerTo(offer);
        assertThat(answer.get("bridgeInstance").asString())
                .isEqualTo(second.now().bridgeInstance());

        met.desk().answerTo(met.desk().ask("hold", Map.of("consultation", met.consultation(), "on", true)));
        RoomPlan held = eventually(
                () -> second.room(SecondRecorder.roomOf(met.id())),
                it -> it.recording() != null && it.recording().paused());
        assertThat(held.members()).allMatch(it -> it.sends().isEmpty());

        met.desk().answerTo(met.desk().ask("end", Map.of("consultation", met.consultation())));
        eventually(() -> second.isClosed(SecondRecorder.roomOf(met.id())) ? true : null);
        assertThat(secondOf(met.booth())).isNull();
    }

    @Test
    void theMeetingOfALostBridgeGoesOnOnTheThirdAndTheSecondGoesOnRecording() {
        bothAreKnown();
        Met met = met(booth(), officer());
        ConsultationId room = SecondRecorder.roomOf(met.id());
        FakeBridge first = with(met.id());
        FakeBridge second = with(room);
        secondOf(met.booth());
        RoomPlan before = second.room(room);
        lose(first);
        RoomPlan after = eventually(() -> bridge.room(met.id()));
        assertThat(after.recording()).isNotNull();
        assertThat(second.room(room)).isEqualTo(before);
        assertThat(met.booth().everything().stream()
                        .filter(it -> it.get("type").asString().equals("second-bridge")))
                .hasSize(1);
    }

    @Test
    void aLostSecondRecorderIsReplaced() {
        bothAreKnown();
        Met met = met(booth(), officer());
        ConsultationId room = SecondRecorder.roomOf(met.id());
        FakeBridge second = with(room);
        secondOf(met.desk());
        lose(second);
        RoomPlan moved = eventually(() -> bridge.room(room));
        assertThat(Objects.requireNonNull(moved.recording()).turn()).isEqualTo(2);
        assertThat(secondOf(met.desk())).isEqualTo(bridge.now().bridgeInstance());
    }

    @Test
    void withOneBridgeTheMeetingHasOneRecorderAndIsCounted() {
        bothAreKnown();
        lose(all().get(0));
        lose(all().get(1));
        eventually(
                () -> {
                    Page page = open(booth());
                    page.hello(UUID.randomUUID(), "booth");
                    String instance = page.next("welcome").get("bridgeInstance").asString();
                    page.close();
                    return instance;
                },
                bridge.now().bridgeInstance()::equals);
        Met met = met(booth(), officer());
        assertThat(with(met.id())).isSameAs(bridge);
        eventually(() -> meters.get("yizhan.signaling.recorded.once").gauge().value(), it -> it >= 1);
        assertThat(bridge.room(SecondRecorder.roomOf(met.id()))).isNull();
        String offer = met.booth().ask("second-offer", Map.of("sdp", "v=0 an offer"));
        assertThat(met.booth().answerTo(offer).get("code").asString()).isEqualTo("not-now");
    }

    @Test
    void nobodyMayCallThemselvesAsASecondBridgeKnowsSomebody() {
        Page page = open(booth());
        page.hello(SecondRecorder.senderOf(MemberId.random()).value(), "booth");
        assertThat(page.next("refused").get("code").asString()).isEqualTo("wrong-field");
    }
}
