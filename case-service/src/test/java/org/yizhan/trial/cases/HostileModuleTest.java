package org.yizhan.trial.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;

/// What nobody should send. Each gets its code, and nobody gets to see inside.
class HostileModuleTest extends CasesTest {

    private static void refused(CaseUser.Reply reply, int status, String code) {
        var text = new String(reply.body(), StandardCharsets.UTF_8);
        assertThat(reply.status()).as(text).isEqualTo(status);
        assertThat(reply.code()).isEqualTo(code);
        assertThat(text)
                .doesNotContain("Exception")
                .doesNotContain("org.yizhan")
                .doesNotContain("\tat ");
    }

    private static Map<String, Object> wish(String field, Object value) {
        var wish = new HashMap<>(CaseUser.wish(OFF_SITE, "booth"));
        wish.put(field, value);
        return wish;
    }

    @Test
    void wrongApplications() {
        for (var number :
                List.of("110105194912310021", "11010519491331002X", "1101051949123100", "", "x".repeat(9_000))) {
            var reply = booth.post("/api/cases", wish("resident", Map.of("name", "演示甲", "idNumber", number)));
            refused(reply, 422, "resident-id-number");
            assertThat(reply.json().path("field").asString()).isEqualTo("resident.idNumber");
        }
        refused(
                booth.post("/api/cases", wish("resident", Map.of("name", "<b>", "idNumber", CaseUser.ID_NUMBER))),
                422,
                "resident-name");
        refused(
                booth.post(
                        "/api/cases",
                        wish("resident", Map.of("name", "演示甲", "idNumber", CaseUser.ID_NUMBER, "phone", "call me"))),
                422,
                "resident-phone");
        refused(booth.post("/api/cases", wish("item", "no-such-item")), 422, "item-unknown");
        refused(booth.post("/api/cases", wish("item", "'; DROP TABLE cases.case_file; --")), 422, "item-unknown");
        refused(booth.post("/api/cases", wish("item", "institution-agreement")), 422, "item-not-online");
        refused(booth.post("/api/cases", wish("channel", "window")), 422, "channel-not-yours");
        refused(booth.post("/api/cases", wish("channel", "pigeon")), 422, "channel-unknown");
        refused(booth.post("/api/cases", wish("community", "d01.s01.c99")), 422, "community-unknown");
        refused(booth.post("/api/cases", wish("community", "d01.s01")), 422, "community-unknown");
        refused(booth.post("/api/cases", wish("community", "d01.s01.c01.e01")), 422, "community-unknown");
        refused(community.post("/api/cases", Map.of("item", CHRONIC, "channel", "window")), 422, "item-not-at-channel");
        refused(otherCommunity.post("/api/cases", CaseUser.wish(OFF_SITE, "window")), 422, "community-unknown");
        refused(officer.post("/api/cases", CaseUser.wish(OFF_SITE, "window")), 403, "forbidden");
        refused(booth.post("/api/cases", Map.of()), 422, "item-unknown");
    }

    @Test
    void brokenJson() {
        for (var json : List.of("{", "[]", "\"x\"", "{\"item\":{}}", "nul", "{\"resident\":[1]}", "")) {
            var reply = booth.post("/api/cases", UUID.randomUUID().toString(), json);
            assertThat(reply.status()).as(json).isBetween(400, 422);
            assertThat(reply.code()).as(json).isNotEmpty().isNotEqualTo("internal");
        }
    }

    @Test
    void randomBytesWhereverABodyGoes() {
        var id = booth.open(OFF_SITE, "booth").path("id").asString();
        var random = new Random(7);
        for (var path : List.of(
                "/decisions", "/signatures", "/signature-requests", "/rating", "/materials?code=identity-card")) {
            for (var i = 0; i < 20; i++) {
                var bytes = new byte[random.nextInt(1, 3_000)];
                random.nextBytes(bytes);
                for (var user : List.of(booth, officer)) {
                    var status = user.client()
                            .post()
                            .uri("/api/cases/" + id + path)
                            .header("Idempotency-Key", UUID.randomUUID().toString())
                            .contentType(MediaType.APPLICATION_JSON)
                            .bodyValue(bytes)
                            .exchange()
                            .expectBody()
                            .returnResult()
                            .getStatus()
                            .value();
                    assertThat(status).isBetween(400, 499);
                }
            }
        }
        assertThat(officer.see(id).path("version").asLong()).isEqualTo(1);
    }

    @Test
    void wrongIds() {
        var id = booth.open(OFF_SITE, "booth").path("id").asString();
        refused(officer.get("/api/cases/" + UUID.randomUUID()), 404, "case-not-found");
        refused(officer.get("/api/cases/not-an-id"), 400, "invalid");
        refused(officer.get("/api/cases/" + id + "/materials/" + UUID.randomUUID()), 404, "not-found");
        assertThat(officer.get("/api/cases/" + id + "/materials/..%2F..%2Fkeys").status())
                .isEqualTo(400);
        refused(
                officer.put(
                        "/api/cases/" + id + "/form",
                        Map.of("version", 1, "form", Map.of(), "consultation", UUID.randomUUID())),
                422,
                "consultation-not-of-case");
        refused(officer.decide(id, 1, "accept", null, "x"), 400, "invalid");
        refused(officer.decide(id, 1, "explode", null, null), 409, "decision-not-here");
        refused(officer.decide(id, 99, "accept", null, null), 409, "case-stale-version");
        refused(booth.decide(id, 1, "accept", null, null), 403, "decision-not-yours");
    }

    @Test
    void formsThatHoldWhatTheyMayNot() {
        var id = booth.open(OFF_SITE, "booth").path("id").asString();
        for (var wrong : List.<Map<String, Object>>of(
                Map.of("kind", "别的"),
                Map.of("from", "tomorrow"),
                Map.of("from", "2026-02-30"),
                Map.of("destination", "长".repeat(61)),
                Map.of("destination", List.of("a")),
                Map.of("commitment", "yes"),
                Map.of("surprise", "x"),
                Map.of("destination", "a\u0000b"))) {
            refused(officer.put("/api/cases/" + id + "/form", Map.of("version", 1, "form", wrong)), 422, "form-field");
        }
        assertThat(officer.see(id).path("version").asLong()).isEqualTo(1);
    }

    @Test
    void papersThatAreNone() {
        var id = booth.open(OFF_SITE, "booth").path("id").asString();
        var path = "/api/cases/" + id + "/materials?code=identity-card";
        refused(booth.upload(path, "<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8)), 415, "material-type");
        refused(
                booth.upload(path, new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, 0, 1, 2, 3}),
                422,
                "material-broken");
        refused(
                booth.upload(path, "%PDF-1.7 and nothing more".getBytes(StandardCharsets.UTF_8)),
                422,
                "material-broken");
        refused(booth.upload(path, bomb()), 422, "material-picture-too-large");
        refused(booth.upload(path, Arrays.copyOf(Pictures.png(200, 100), 200)), 422, "material-broken");
        refused(booth.upload(path, new byte[10 * 1024 * 1024 + 1]), 413, "too-large");
        refused(
                booth.upload("/api/cases/" + id + "/materials?code=passport", Pictures.png(8, 8)),
                422,
                "material-unknown");
        assertThat(booth.see(id).path("materials").isEmpty()).isTrue();
        var png = Pictures.png(200, 100);
        var added = booth.upload(path, png).ok();
        assertThat(added.path("contentType").asString()).isEqualTo("image/png");
        var got = officer.get(
                "/api/cases/" + id + "/materials/" + added.path("id").asString());
        assertThat(Pictures.pixels(got.body())).isEqualTo(Pictures.pixels(png));
        assertThat(got.headers().getFirst("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(got.headers().getFirst("Content-Disposition"))
                .contains("inline")
                .contains(".png");
    }

    /// A PNG whose header claims 60,000 × 60,000 pixels.
    private static byte[] bomb() {
        var png = Pictures.png(8, 8);
        var header = java.nio.ByteBuffer.wrap(png);
        header.putInt(16, 60_000);
        header.putInt(20, 60_000);
        var crc = new CRC32();
        crc.update(png, 12, 17);
        header.putInt(29, (int) crc.getValue());
        return png;
    }

    @Test
    void signaturesThatAreNone() {
        var id = booth.open(OFF_SITE, "booth").path("id").asString();
        refused(officer.askSignature(id), 409, "form-incomplete");
        officer.fill(id, CaseUser.offSiteForm()).ok();
        var asked = officer.askSignature(id).ok();
        var request = asked.path("id").asString();
        var hash = asked.path("documentHash").asString();
        var path = "/api/cases/" + id + "/signatures";
        var good = CaseUser.signature(request, hash);

        refused(officer.post(path, good), 403, "forbidden");
        refused(street.post(path, good), 403, "forbidden");
        refused(
                booth.post(path, CaseUser.signature(UUID.randomUUID().toString(), hash)),
                404,
                "signature-request-unknown");
        refused(booth.post(path, CaseUser.signature(request, "0".repeat(64))), 409, "signature-document-changed");
        refused(booth.post(path, CaseUser.signature("x", hash)), 400, "invalid");
        for (var strokes : badStrokes()) {
            var bad = new HashMap<>(good);
            bad.put("strokes", strokes);
            refused(booth.post(path, bad), 422, "signature-strokes");
        }
        booth.post(path, good).ok();
        refused(booth.post(path, good), 409, "signature-replayed");

        // After a change of the form the old request signs nothing any more.
        var again = officer.askSignature(id).ok();
        var changed = new HashMap<>(CaseUser.offSiteForm());
        changed.put("destination", "演示省别处市");
        officer.fill(id, changed).ok();
        refused(
                booth.post(path, CaseUser.signature(again.path("id").asString(), hash)),
                409,
                "signature-document-changed");
        assertThat(officer.see(id).path("signatures").path(0).path("valid").asBoolean())
                .isFalse();
    }

    @Test
    void aSignatureOfTenThousandPointsIsTaken() {
        var id = booth.open(OFF_SITE, "booth").path("id").asString();
        officer.fill(id, CaseUser.offSiteForm()).ok();
        var asked = officer.askSignature(id).ok();
        var signature = new HashMap<>(CaseUser.signature(
                asked.path("id").asString(), asked.path("documentHash").asString()));
        var points = new ArrayList<Object>();
        for (var i = 0; i < 10_000; i++) {
            points.add(Map.of("x", 100 + Math.sin(i) * 99, "y", 100 + Math.cos(i) * 99, "t", i * 16.666666));
        }
        signature.put("strokes", List.of(points));
        booth.post("/api/cases/" + id + "/signatures", signature).ok();
        refused(
                booth.post("/api/cases/" + id + "/signatures", Map.of("documentHash", "x".repeat(1_000_001))),
                413,
                "too-large");
    }

    private static List<Object> badStrokes() {
        var point = Map.of("x", 1, "y", 1, "t", 0);
        var tooMany = new ArrayList<List<Object>>();
        for (var i = 0; i < 201; i++) {
            tooMany.add(List.of(point, point));
        }
        var tooLong = new ArrayList<Object>();
        for (var i = 0; i < 10_001; i++) {
            tooLong.add(point);
        }
        return List.of(
                List.of(),
                List.of(List.of()),
                List.of(List.of(point)),
                tooMany,
                List.of(tooLong),
                List.of(List.of(point, point, point, Map.of("x", 5_000, "y", 1, "t", 0))),
                List.of(List.of(point, point, point, Map.of("y", 1, "t", 0))));
    }

    @Test
    void ratingsThatAreNone() {
        var id = booth.open(OFF_SITE, "booth").path("id").asString();
        var path = "/api/cases/" + id + "/rating";
        refused(booth.post(path, Map.of("level", 0)), 422, "rating-level");
        refused(booth.post(path, Map.of("level", 6)), 422, "rating-level");
        refused(booth.post(path, Map.of()), 422, "rating-level");
        refused(officer.post(path, Map.of("level", 5)), 403, "forbidden");
        refused(community.post(path, Map.of("level", 5)), 403, "forbidden");
        booth.post(path, Map.of("level", 5, "comment", "谢谢")).ok();
        refused(booth.post(path, Map.of("level", 1)), 409, "rating-given");
    }
}
