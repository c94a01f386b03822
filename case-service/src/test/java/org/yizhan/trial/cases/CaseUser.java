package org.yizhan.trial.cases;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Somebody who uses the case service over HTTP.
public record CaseUser(WebTestClient client) {

    public static final String ID_NUMBER = "11010519491231002X";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// What came back.
    public record Reply(int status, byte[] body, HttpHeaders headers) {

        public JsonNode json() {
            return JSON.readTree(body);
        }

        public String code() {
            return json().path("code").asString();
        }

        public JsonNode ok() {
            if (status < 200 || status > 299) {
                throw new AssertionError(status + " " + new String(body, java.nio.charset.StandardCharsets.UTF_8));
            }
            return json();
        }
    }

    public Reply get(String path) {
        return reply(client.get().uri(path).exchange());
    }

    public Reply post(String path, Object body) {
        return post(path, UUID.randomUUID().toString(), body);
    }

    public Reply post(String path, @Nullable String key, Object body) {
        var request = client.post().uri(path).contentType(MediaType.APPLICATION_JSON);
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        return reply(request.bodyValue(body).exchange());
    }

    public Reply put(String path, Object body) {
        return reply(client.put()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange());
    }

    public Reply upload(String path, byte[] content) {
        return reply(client.post()
                .uri(path)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .bodyValue(content)
                .exchange());
    }

    private static Reply reply(WebTestClient.ResponseSpec response) {
        var result = response.expectBody().returnResult();
        var body = result.getResponseBody();
        return new Reply(result.getStatus().value(), body == null ? new byte[0] : body, result.getResponseHeaders());
    }

    // --- what people do --------------------------------------------------------------------------------------------

    public static Map<String, Object> wish(String item, String channel) {
        return Map.of(
                "item",
                item,
                "resident",
                Map.of("name", "演示甲", "idNumber", ID_NUMBER, "phone", "13800000000"),
                "community",
                "d01.s01.c01",
                "channel",
                channel);
    }

    public JsonNode open(String item, String channel) {
        return post("/api/cases", wish(item, channel)).ok();
    }

    public JsonNode see(String id) {
        return get("/api/cases/" + id).ok();
    }

    /// Ids of all cases that wait for them, page after page.
    public List<String> worklist() {
        var ids = new ArrayList<String>();
        JsonNode page;
        var number = 0;
        do {
            page = get("/api/worklist?page=" + number++).ok();
            page.path("items").forEach(one -> ids.add(one.path("id").asString()));
        } while (page.path("more").asBoolean());
        return ids;
    }

    public static Map<String, Object> offSiteForm() {
        return Map.of("kind", "异地长期居住人员", "destination", "演示省演示市", "from", "2026-12-01", "commitment", true);
    }

    public static Map<String, Object> chronicForm() {
        return Map.of("disease", "高血压", "diagnosedOn", "2026-05-01", "hospital", "演示医院", "commitment", true);
    }

    public Reply fill(String id, Map<String, Object> form) {
        var version = see(id).path("version").asLong();
        return put("/api/cases/" + id + "/form", Map.of("version", version, "form", form));
    }

    public Reply addPaper(String id, String code) {
        return upload("/api/cases/" + id + "/materials?code=" + code, Pictures.jpeg(64, 48));
    }

    public Reply askSignature(String id) {
        var version = see(id).path("version").asLong();
        return post("/api/cases/" + id + "/signature-requests", Map.of("version", version));
    }

    public Reply sign(String id) {
        var request = see(id).path("signatureRequest");
        return post(
                "/api/cases/" + id + "/signatures",
                signature(
                        request.path("id").asString(),
                        request.path("documentHash").asString()));
    }

    public static Map<String, Object> signature(String request, String documentHash) {
        var stroke = List.of(
                Map.of("x", 20, "y", 30.5, "t", 0),
                Map.of("x", 120, "y", 90, "t", 40),
                Map.of("x", 200, "y", 40, "t", 90),
                Map.of("x", 330, "y", 150, "t", 160));
        return Map.of(
                "request",
                request,
                "documentHash",
                documentHash,
                "strokes",
                List.of(stroke),
                "width",
                400,
                "height",
                200);
    }

    public Reply decide(String id, String action) {
        return decide(id, action, null, null);
    }

    public Reply decide(String id, String action, @Nullable String comment, @Nullable Object consultation) {
        return decide(id, see(id).path("version").asLong(), action, comment, consultation);
    }

    public Reply decide(
            String id, long version, String action, @Nullable String comment, @Nullable Object consultation) {
        var body = new HashMap<String, Object>(Map.of("version", version, "action", action));
        if (comment != null) {
            body.put("comment", comment);
        }
        if (consultation != null) {
            body.put("consultation", Objects.toString(consultation));
        }
        return post("/api/cases/" + id + "/decisions", body);
    }
}
