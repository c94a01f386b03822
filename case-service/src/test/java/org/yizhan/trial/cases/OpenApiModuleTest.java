package org.yizhan.trial.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.yizhan.protocol.id.Role;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The API is what its description says, whatever it is asked: no failure of ours, no status that is not described.
class OpenApiModuleTest extends CasesTest {

    /// Calls an operation and a reader.
    private static final int CALLS = Integer.getInteger("yizhan.api.calls", 4);

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<String> ODD = List.of(
            "",
            " ",
            "0",
            "-1",
            "null",
            "true",
            "演示",
            "'; DROP TABLE x; --",
            "../../etc/passwd",
            "%00",
            "\uD83D\uDE00",
            "9999999999999999999999",
            "a".repeat(300),
            "2026-02-30",
            "2026-11-22T00:00:00Z",
            "-999999999-01-01T00:00:00Z",
            "+999999999-12-31T23:59:59Z",
            "2147483648",
            "-2147483648",
            "9223372036854775807",
            "NaN",
            "1e400",
            "\u202E\u0000",
            "d01.s01.c01.x.y.z",
            "d01..c01",
            "accept",
            "tolerance",
            "{",
            "d01.s01",
            "booth",
            "api",
            "window",
            OFF_SITE);

    private final SplittableRandom random = new SplittableRandom(Long.getLong("yizhan.seed", 1));
    private final List<String> known = new ArrayList<>();

    private record Call(String verb, String path, JsonNode operation) {}

    private List<Call> calls(JsonNode document) {
        var calls = new ArrayList<Call>();
        document.path("paths")
                .forEachEntry((path, verbs) ->
                        verbs.forEachEntry((verb, operation) -> calls.add(new Call(verb, path, operation))));
        return calls;
    }

    @Test
    void everyOperationIsDescribedOnce() {
        var document = officer.get("/v3/api-docs").ok();
        assertThat(document.path("openapi").asString()).isEqualTo("3.1.0");
        var calls = calls(document);
        assertThat(calls).hasSizeGreaterThan(25);
        var ids = new HashSet<String>();
        for (var call : calls) {
            assertThat(ids.add(call.operation().path("operationId").asString()))
                    .as(call.path())
                    .isTrue();
            assertThat(call.operation().path("responses").size()).isGreaterThan(8);
        }
        assertThat(document.path("components")
                        .path("schemas")
                        .path("OpenCase")
                        .path("properties")
                        .has("resident"))
                .isTrue();
        assertThat(as(signedIn.nobody()).get("/v3/api-docs").status()).isEqualTo(401);
    }

    @Test
    void nothingThatIsAskedFailsOrAnswersOutsideTheDescription(TestReporter reporter) {
        var document = officer.get("/v3/api-docs").ok();
        var id = completeCase(OFF_SITE);
        known.addAll(List.of(
                id,
                booth.see(id).path("materials").path(0).path("id").asString(),
                UUID.randomUUID().toString()));
        var readers = new LinkedHashMap<String, WebTestClient>();
        readers.put("officer", officer.client());
        readers.put("clerk", street.client());
        readers.put("booth", booth.client());
        readers.put("admin", signedIn.as("admin1", "d01", Role.ADMINISTRATOR));
        readers.put("supervisor", signedIn.supervisor("supervisor1", "d01"));
        readers.put("auditor", patient(signedIn.as("auditor1", "d01", Role.AUDITOR)));
        readers.put("leader", signedIn.as("leader1", STREET, Role.DUTY_LEADER));
        readers.put("program", signedIn.as("program-9", STREET, Role.PROGRAM));
        readers.put("nobody", signedIn.nobody());
        var wrong = new ArrayList<String>();
        var statuses = new HashMap<Integer, Integer>();
        for (var call : calls(document)) {
            for (var reader : readers.entrySet()) {
                for (var i = 0; i < CALLS; i++) {
                    var status = ask(reader.getValue(), call, document);
                    statuses.merge(status, 1, Integer::sum);
                    if (status >= 500 && status != 503
                            || !call.operation().path("responses").has(String.valueOf(status))) {
                        wrong.add(status + " " + call.verb() + " " + call.path() + " as " + reader.getKey());
                    }
                }
            }
        }
        reporter.publishEntry("answers by status", statuses.toString());
        assertThat(wrong).isEmpty();
        assertThat(statuses).containsKeys(200, 400, 401, 403, 404, 422);
    }

    private int ask(WebTestClient client, Call call, JsonNode document) {
        var path = call.path();
        var query = new StringBuilder();
        var headers = new HashMap<String, String>();
        for (var parameter : call.operation().path("parameters")) {
            var name = parameter.path("name").asString();
            var value = text(parameter.path("schema"));
            switch (parameter.path("in").asString()) {
                case "path" -> path = path.replace("{" + name + "}", encode(value.isBlank() ? "x" : value));
                case "query" -> {
                    if (random.nextInt(4) > 0) {
                        query.append(query.isEmpty() ? '?' : '&')
                                .append(name)
                                .append('=')
                                .append(encode(value));
                    }
                }
                default ->
                    headers.put(
                            name,
                            random.nextInt(8) == 0 ? "" : UUID.randomUUID().toString());
            }
        }
        var request = client.method(HttpMethod.valueOf(call.verb().toUpperCase(Locale.ROOT)))
                .uri(URI.create("http://127.0.0.1:" + signedIn.port() + path + query));
        headers.forEach((name, value) -> request.header(name, value));
        var body = call.operation().path("requestBody").path("content");
        if (body.isMissingNode() || random.nextInt(12) == 0) {
            return request.exchange().expectBody().returnResult().getStatus().value();
        }
        if (body.has("application/json")) {
            var content = random.nextInt(10) == 0
                    ? ODD.get(random.nextInt(ODD.size()))
                    : JSON.writeValueAsString(json(body.path("application/json").path("schema"), document, 0));
            return request.contentType(MediaType.APPLICATION_JSON)
                    .bodyValue(content)
                    .exchange()
                    .expectBody()
                    .returnResult()
                    .getStatus()
                    .value();
        }
        var content = random.nextBoolean()
                ? Pictures.jpeg(8, 8)
                : ODD.get(random.nextInt(ODD.size())).getBytes(StandardCharsets.UTF_8);
        return request.contentType(MediaType.APPLICATION_OCTET_STREAM)
                .bodyValue(content)
                .exchange()
                .expectBody()
                .returnResult()
                .getStatus()
                .value();
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private String text(JsonNode schema) {
        if (schema.path("format").asString("").equals("uuid") && random.nextInt(5) > 0) {
            return known.get(random.nextInt(known.size()));
        }
        if (schema.path("type").asString("").equals("integer") && random.nextInt(3) > 0) {
            return String.valueOf(random.nextInt(-2, 200));
        }
        return ODD.get(random.nextInt(ODD.size()));
    }

    private @Nullable Object json(JsonNode schema, JsonNode document, int depth) {
        if (depth > 5 || random.nextInt(14) == 0) {
            return switch (random.nextInt(3)) {
                case 0 -> null;
                case 1 -> List.of();
                default -> ODD.get(random.nextInt(ODD.size()));
            };
        }
        if (schema.has("$ref")) {
            return json(document.at(schema.path("$ref").asString().substring(1)), document, depth + 1);
        }
        if (schema.has("anyOf")) {
            return json(schema.path("anyOf").path(0), document, depth + 1);
        }
        return switch (schema.path("type").asString("")) {
            case "object" -> {
                var object = new LinkedHashMap<String, @Nullable Object>();
                schema.path("properties").forEachEntry((name, value) -> {
                    if (random.nextInt(6) > 0) {
                        object.put(name, json(value, document, depth + 1));
                    }
                });
                if (random.nextInt(10) == 0) {
                    object.put("unknown", Map.of());
                }
                yield object;
            }
            case "array" -> Collections.singletonList(json(schema.path("items"), document, depth + 1));
            case "integer" ->
                switch (random.nextInt(8)) {
                    case 0 -> random.nextLong();
                    case 1 -> Long.MAX_VALUE;
                    case 2 -> Integer.MIN_VALUE;
                    default -> (long) random.nextInt(0, 12);
                };
            case "number" -> random.nextDouble(-10, 500);
            case "boolean" -> random.nextBoolean();
            default -> text(schema);
        };
    }
}
