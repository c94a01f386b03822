package org.yizhan.signaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yizhan.neighbours.Eventually.eventually;

import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.yizhan.neighbours.Page;
import org.yizhan.platform.testing.RealPostgres;
import org.yizhan.protocol.bridge.MemberPlan;
import org.yizhan.protocol.bridge.RecordingPlan;
import org.yizhan.protocol.bridge.RoomPlan;
import org.yizhan.protocol.id.ConsultationId;
import tools.jackson.databind.JsonNode;

/// The main path over real sockets and a real database.
class MeetingModuleTest extends Meetings {

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry registry) {
        RealPostgres.fresh(registry);
    }

    @Test
    void residentAndOfficerMeetWhoeverAcceptsFirst() {
        for (boolean boothFirst : new boolean[] {true, false}) {
            Person booth = booth();
            Page boothPage = waiting(booth);
            Page deskPage = available(officer());
            assertThat(deskPage.everything())
                    .anySatisfy(it -> assertThat(
                                    it.at("/waiting/0/brief/maskedName").asString())
                            .isEqualTo("演*"));
            String consultation = call(deskPage, boothPage);
            boothPage.next("ticket", it -> it.get("state").asString().equals("called"));

            accept(boothFirst ? boothPage : deskPage, consultation);
            assertThat(boothPage.state("connecting").get("accepted")).hasSize(1);
            accept(boothFirst ? deskPage : boothPage, consultation);

            assertThat(boothPage.state("live").get("recorded").asBoolean()).isTrue();
            assertThat(boothPage.next("slots").get("slots")).hasSize(2);
            deskPage.state("live");
            assertThat(deskPage.next("slots").get("slots")).hasSize(3);
            boothPage.next("ticket", it -> it.get("state").asString().equals("serving"));

            deskPage.answerTo(deskPage.ask("end", Map.of("consultation", consultation)));
            boothPage.state("ended");
            deskPage.state("ended");
            boothPage.next("ticket", it -> it.get("state").asString().equals("done"));
            district();
        }
    }

    @Test
    void theRoomFollowsTheMeeting() {
        Met met = met(booth(), officer());
        RoomPlan plan = eventually(() -> bridge.room(met.id()));
        assertThat(plan.members()).extracting(MemberPlan::label).containsExactly("booth", "officer");
        RecordingPlan recording = Objects.requireNonNull(plan.recording());
        assertThat(recording.paused()).isFalse();

        met.desk().ask("hold", Map.of("consultation", met.consultation(), "on", true));
        met.booth().state("held");
        RoomPlan held = eventually(() -> bridge.room(met.id()), it -> it.revision() > plan.revision());
        assertThat(held.members())
                .allSatisfy(member -> assertThat(member.slots()).isEmpty());
        RecordingPlan paused = Objects.requireNonNull(held.recording());
        assertThat(paused.paused()).isTrue();
        assertThat(paused.recording()).isEqualTo(recording.recording());
        met.booth().next("slots", it -> it.get("slots").isEmpty());

        met.desk().ask("hold", Map.of("consultation", met.consultation(), "on", false));
        met.booth().state("live");
        met.booth().ask("end", Map.of("consultation", met.consultation()));
        met.desk().state("ended");
        assertThat(eventually(() -> bridge.isClosed(met.id()) ? true : null)).isTrue();
    }

    @Test
    void theRecordingAloneIsPausedAndEverybodyIsTold() {
        Met met = met(booth(), officer());
        RoomPlan plan = eventually(() -> bridge.room(met.id()));
        met.desk().ask("pause-recording", Map.of("consultation", met.consultation(), "on", true, "reason", "private"));
        assertThat(met.booth().event("recording-paused").at("/data/reason").asString())
                .isEqualTo("private");
        var told = met.booth().next("consultation", it -> it.hasNonNull("recordingPause"));
        assertThat(told.get("state").asString()).isEqualTo("live");
        assertThat(told.at("/recordingPause/until").asString())
                .isGreaterThan(told.at("/recordingPause/since").asString());
        RoomPlan paused = eventually(() -> bridge.room(met.id()), it -> it.revision() > plan.revision());
        assertThat(paused.members()).isEqualTo(plan.members());
        RecordingPlan recording = Objects.requireNonNull(paused.recording());
        assertThat(recording.paused()).isTrue();
        assertThat(Objects.requireNonNull(recording.pause()).reason()).isEqualTo("private");

        met.desk().ask("pause-recording", Map.of("consultation", met.consultation(), "on", false));
        met.booth().event("recording-resumed");
        RoomPlan again = eventually(() -> bridge.room(met.id()), it -> it.revision() > paused.revision());
        assertThat(Objects.requireNonNull(again.recording()).paused()).isFalse();
        met.desk().ask("end", Map.of("consultation", met.consultation()));
        met.booth().state("ended");
    }

    @Test
    void aResidentWhoDeclinesRecordingIsServedUnrecorded() {
        Person booth = booth();
        Page boothPage = at(booth);
        takeTicket(boothPage, booth, false);
        Page deskPage = available(officer());
        String consultation = call(deskPage, boothPage);
        accept(boothPage, consultation);
        accept(deskPage, consultation);
        assertThat(boothPage.state("live").get("recorded").asBoolean()).isFalse();
        RoomPlan plan = eventually(() -> bridge.room(ConsultationId.of(consultation)));
        assertThat(plan.recording()).isNull();
    }

    @Test
    void theStreetClerkJoinsAndLeaves() {
        Met met = met(booth(), officer());
        Page clerk = available(streetClerk());
        met.desk().answerTo(met.desk().ask("invite", Map.of("consultation", met.consultation())));
        assertThat(clerk.next("invitation").get("consultation").asString()).isEqualTo(met.consultation());
        accept(clerk, met.consultation());
        assertThat(clerk.next("event").get("seq").asLong()).isEqualTo(1);
        assertThat(clerk.state("live").get("participants")).hasSize(3);
        assertThat(clerk.next("slots").get("slots")).hasSize(5);
        assertThat(met.booth().next("slots", it -> it.get("slots").size() == 4)).isNotNull();

        clerk.answerTo(clerk.ask("leave", Map.of("consultation", met.consultation())));
        assertThat(met.booth().next("slots", it -> it.get("slots").size() == 2)).isNotNull();
        assertThat(met.desk().event("left")).isNotNull();
    }

    @Test
    void aCaptureIsAskedForAndItsFailureTold() {
        Met met = met(booth(), officer());
        met.desk()
                .answerTo(met.desk()
                        .ask("request-capture", Map.of("consultation", met.consultation(), "code", "id-card")));
        JsonNode asked = met.booth().event("capture-requested");
        assertThat(asked.get("data").get("code").asString()).isEqualTo("id-card");
        met.booth()
                .ask(
                        "capture-failed",
                        Map.of("consultation", met.consultation(), "code", "id-card", "reason", "no-document-camera"));
        JsonNode failed = met.desk().event("capture-failed");
        assertThat(failed.get("data").get("reason").asString()).isEqualTo("no-document-camera");
    }

    @Test
    void anOfferIsAnsweredAtAnyTimeAfterHello() {
        Page page = at(booth());
        JsonNode answer = page.answerTo(page.ask("media-offer", Map.of("sdp", "v=0\r\n" + "a".repeat(40_000))));
        assertThat(answer.get("type").asString()).isEqualTo("media-answer");
        assertThat(answer.get("bridgeInstance").asString()).startsWith("bridge-");
        JsonNode refused = page.answerTo(page.ask("media-offer", Map.of("sdp", "nonsense")));
        assertThat(refused.get("code").asString()).isEqualTo("media-offer-invalid");
    }
}
