package org.yizhan.trial.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.yizhan.protocol.id.Role;
import tools.jackson.databind.JsonNode;

/// Who works where and when, as administrators set it over HTTP.
class OrganisationModuleTest extends CasesTest {

    @Autowired
    private MovedClock clock;

    private CaseUser admin;

    @BeforeEach
    void administrator() {
        admin = as(signedIn.as("admin1", "d01", Role.ADMINISTRATOR));
    }

    @AfterEach
    void backToNow() {
        clock.reset();
    }

    private CaseUser.Reply upload(String what, String csv) {
        var result = admin.client()
                .post()
                .uri("/api/org/import/" + what)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .contentType(MediaType.valueOf("text/csv"))
                .bodyValue(csv.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .exchange()
                .expectBody()
                .returnResult();
        var body = result.getResponseBody();
        return new CaseUser.Reply(
                result.getStatus().value(), body == null ? new byte[0] : body, result.getResponseHeaders());
    }

    /// A street of one's own with a community and a clerk, so that tests do not meet.
    private String street(String word) {
        upload("stations", """
                path,kind,name,nameEn
                d01.%1$s,street,试%1$s街道,Street %1$s
                d01.%1$s.c01,community,"试社区, 一号",Community one
                """.formatted(word)).ok();
        return "d01." + word;
    }

    private String inReview(String community, CaseUser clerk) {
        var wish = Map.of(
                "item",
                OFF_SITE,
                "resident",
                Map.of("name", "演示甲", "idNumber", CaseUser.ID_NUMBER),
                "community",
                community,
                "channel",
                "window");
        var id = clerk.post("/api/cases", wish).ok().path("id").asString();
        clerk.fill(id, CaseUser.offSiteForm()).ok();
        clerk.addPaper(id, "identity-card").ok();
        clerk.addPaper(id, "residence-proof").ok();
        clerk.askSignature(id).ok();
        clerk.sign(id).ok();
        clerk.decide(id, "accept").ok();
        return id;
    }

    @Test
    void anImportHasAResultForEveryRow() {
        var report = upload("people", """
                subject,name,station,roles,active
                imp-1,演示一,d01.s01,CLERK,true
                imp-2,"演示, 二",d01.s01.c01,CLERK;DUTY_LEADER,true
                imp-3,演示三,d01.nowhere,CLERK,true
                imp-4,演示四,d01.s01,KING,true
                imp-5,演示五,d02,CLERK,true
                imp-6,演示六,d01.s01
                """).ok();
        assertThat(report.path("taken").asInt()).isEqualTo(2);
        assertThat(report.path("refused").asInt()).isEqualTo(4);
        assertThat(report.path("rows")
                        .valueStream()
                        .map(r -> r.path("line").asInt() + " "
                                + (r.path("ok").asBoolean()
                                        ? "ok"
                                        : r.path("code").asString())))
                .containsExactly(
                        "2 ok", "3 ok", "4 station-not-found", "5 org-roles", "6 station-not-found", "7 csv-row");
        assertThat(upload("people", "wrong,head\n1,2\n").code()).isEqualTo("csv");
        assertThat(upload("stations", "path,kind,name,nameEn\n\"never closed,1,2,3\n")
                        .code())
                .isEqualTo("csv");
        assertThat(admin.get("/api/org/people").ok().toString()).contains("演示, 二");
        assertThat(officer.client()
                        .post()
                        .uri("/api/org/import/people")
                        .header("Idempotency-Key", "k")
                        .contentType(MediaType.valueOf("text/csv"))
                        .bodyValue("x".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .exchange()
                        .expectBody()
                        .returnResult()
                        .getStatus()
                        .value())
                .isEqualTo(403);
    }

    @Test
    void aFiveThousandRowFileIsTakenAndOneMoreIsNot() {
        var many = new StringBuilder("path,kind,name,nameEn\n");
        for (var i = 0; i < 5_001; i++) {
            many.append("d01.x").append(i).append(",street,\n");
        }
        assertThat(upload("stations", many.toString()).code()).isEqualTo("csv-large");
    }

    @Test
    void aSecondmentHoldsToTheSecondAndTheTrailNamesIt() {
        var street = street("lent");
        upload(
                        "people",
                        "subject,name,station,roles,active\nlent-c,演示借,%s.c01,CLERK,true\nseconded-1,演示出,d01.s01.c01,CLERK,true\n"
                                .formatted(street))
                .ok();
        var lent = as(signedIn.clerk("seconded-1", HOME));
        var home = as(signedIn.clerk("lent-c", street + ".c01"));
        var id = inReview(street + ".c01", home);
        assertThat(lent.get("/api/cases/" + id).status()).isEqualTo(404);

        var until = clock.instant().plusSeconds(3_600).truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
        var wish = Map.of(
                "subject",
                "seconded-1",
                "station",
                street + ".c01",
                "roles",
                List.of("CLERK"),
                "from",
                clock.instant().minusSeconds(1),
                "until",
                until);
        var posting = admin.post("/api/org/postings", wish).ok().path("id").asString();
        assertThat(lent.see(id).path("actions").toString()).contains("approve");
        assertThat(lent.worklist()).contains(id);
        var approved = lent.decide(id, "approve").ok();
        var line = last(approved);
        assertThat(line.path("via").asString()).isEqualTo("secondment:" + posting);
        assertThat(strings("SELECT body FROM cases.audit_entry WHERE case_id = '" + id + "' ORDER BY seq DESC LIMIT 1"))
                .first()
                .asString()
                .contains("secondment:" + posting);

        var other = inReview(street + ".c01", home);
        clock.moveTo(until.minusSeconds(1));
        assertThat(lent.get("/api/cases/" + other).status()).isEqualTo(200);
        clock.moveTo(until.plusSeconds(1));
        assertThat(lent.get("/api/cases/" + other).status()).isEqualTo(404);
        assertThat(lent.decide(other, 99, "approve", null, null).status()).isEqualTo(404);
    }

    private static JsonNode last(JsonNode view) {
        var lines = view.path("history").valueStream().toList();
        return lines.getLast();
    }

    @Test
    void whoStandsInForSomebodyOnLeaveTakesOverWhatTheyHaveInHand() {
        var street = street("leave");
        upload("people", """
                subject,name,station,roles,active
                leave-a,演示休,%1$s.c01,CLERK,true
                leave-b,演示代,%1$s.c01,CLERK,true
                """.formatted(street)).ok();
        var away = as(signedIn.clerk("leave-a", street + ".c01"));
        var colleague = as(signedIn.clerk("leave-b", street + ".c01"));
        var id = inReview(street + ".c01", away);
        act(away, id, "claim").ok();
        assertThat(colleague.decide(id, "approve").code()).isEqualTo("decision-held-by-other");

        var now = clock.instant();
        var wish = Map.of(
                "subject",
                "leave-b",
                "station",
                street + ".c01",
                "behalf",
                "leave-a",
                "from",
                now,
                "until",
                now.plusSeconds(60));
        assertThat(admin.post(
                                "/api/org/postings",
                                Map.of(
                                        "subject",
                                        "leave-b",
                                        "station",
                                        STREET,
                                        "behalf",
                                        "leave-a",
                                        "from",
                                        now,
                                        "until",
                                        now.plusSeconds(60)))
                        .code())
                .isEqualTo("substitution-behalf");
        var posting = admin.post("/api/org/postings", wish).ok().path("id").asString();
        var approved = colleague.decide(id, "approve").ok();
        assertThat(last(approved).path("via").asString()).isEqualTo("substitution:" + posting);
        assertThat(admin.post("/api/org/postings/" + posting + "/end", Map.of())
                        .ok()
                        .path("until")
                        .asString())
                .isNotEmpty();
    }

    private static CaseUser.Reply act(CaseUser who, String id, String action) {
        return who.post(
                "/api/cases/" + id + "/decisions",
                Map.of("version", who.see(id).path("version").asLong(), "action", action));
    }

    @Test
    void aMovedStationTakesItsPeopleAndCasesAlongAndKeepsItsHistory() {
        var old = street("olds");
        var fresh = street("news");
        upload("stations", "path,kind,name,nameEn\n%s.m01,community,试划转,Moving\n".formatted(old))
                .ok();
        upload("people", "subject,name,station,roles,active\nmove-c,演示移,%s.m01,CLERK,true\n".formatted(old))
                .ok();
        var clerk = as(signedIn.clerk("move-c", old + ".m01"));
        var oldStreet = as(signedIn.clerk("move-old", old));
        var newStreet = as(signedIn.clerk("move-new", fresh));
        var id = inReview(old + ".m01", clerk);
        assertThat(newStreet.get("/api/cases/" + id).status()).isEqualTo(404);

        var move = "/api/org/stations/" + old + ".m01/move";
        assertThat(admin.post(move, Map.of("under", "d01")).code()).isEqualTo("station-kind");
        assertThat(officer.post(move, Map.of("under", fresh)).status()).isEqualTo(403);
        admin.post(move, Map.of("under", fresh)).ok();

        assertThat(oldStreet.get("/api/cases/" + id).status()).isEqualTo(404);
        assertThat(newStreet.see(id).path("scope").asString()).isEqualTo(fresh + ".m01");
        // The clerk's account still names the old place.
        clerk.decide(id, "approve").ok();
        newStreet.decide(id, "complete").ok();
        assertThat(admin.get("/api/org/stations/" + fresh + ".m01")
                        .ok()
                        .path("past")
                        .path(0)
                        .path("path")
                        .asString())
                .isEqualTo(old + ".m01");
        assertThat(strings("SELECT path::text FROM cases.station WHERE path = '" + old + ".m01'"))
                .isEmpty();
        var auditor = as(signedIn.as("auditor1", "d01", Role.AUDITOR));
        assertThat(auditor.get("/api/cases/" + id + "/audit")
                        .ok()
                        .path("verdict")
                        .path("intact")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void aStationHasHoursAndDaysOfItsOwn() {
        var street = street("cal");
        var deadline = "/api/org/calendar/deadline?limit=1d&from=2026-03-06T02:00:00Z&station=";
        assertThat(officer.get(deadline + street).ok().path("due").asString()).isEqualTo("2026-03-09T09:00:00Z");
        admin.put("/api/org/calendar/hours", Map.of("station", street, "hours", "08:30-18:00"))
                .ok();
        admin.put(
                        "/api/org/calendar/days",
                        Map.of("station", street, "day", "2026-03-07", "workday", true, "note", "周六开放"))
                .ok();
        assertThat(officer.get(deadline + street + ".c01").ok().path("due").asString())
                .isEqualTo("2026-03-07T10:00:00Z");
        assertThat(officer.get(deadline + STREET).ok().path("due").asString()).isEqualTo("2026-03-09T09:00:00Z");
        assertThat(admin.put("/api/org/calendar/hours", Map.of("station", street, "hours", "9-5"))
                        .code())
                .isEqualTo("working-hours");
        assertThat(officer.put("/api/org/calendar/hours", Map.of("station", street, "hours", "08:00-09:00"))
                        .status())
                .isEqualTo(403);
        var year = officer.get("/api/org/calendar?year=2026&station=" + street).ok();
        assertThat(year.path("days")
                        .valueStream()
                        .filter(d -> d.path("workday").asBoolean())
                        .count())
                .isEqualTo(249);
    }

    @Test
    void nobodySetsAShiftOrPostOutsideTheirPartOfTheTree() {
        var local = as(signedIn.as("admin-s01", STREET, Role.ADMINISTRATOR));
        var now = Instant.parse("2032-01-01T00:00:00Z");
        var later = now.plus(Duration.ofHours(8));
        assertThat(local.post(
                                "/api/org/duty",
                                Map.of("station", "d01", "subject", "supervisor1", "from", now, "until", later))
                        .code())
                .isEqualTo("station-not-found");
        assertThat(local.post(
                                "/api/org/duty",
                                Map.of("station", STREET, "subject", "community01", "from", now, "until", later))
                        .code())
                .isEqualTo("org-roles");
        assertThat(local.post(
                                "/api/org/duty",
                                Map.of("station", STREET, "subject", "supervisor1", "from", later, "until", now))
                        .code())
                .isEqualTo("org-dates");
        assertThat(local.post("/api/org/stations", Map.of("path", "d01.zz", "kind", "street", "name", "外"))
                        .code())
                .isEqualTo("station-not-found");
    }
}
