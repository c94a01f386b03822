package org.yizhan.media.jvb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;

/// What a stock videobridge was asked and answered (2.3, August 2026), asked again: the fake one must answer alike, in
/// status and in form, and a real one shows with this whether a newer version still does.
class RecordedExchangesTest {

    /// @param body text where it is no JSON
    /// @param answer text where it is no JSON; null: empty
    record Exchange(String name, String method, String path, JsonNode body, int status, JsonNode answer) {}

    private static List<Exchange> recorded() throws IOException {
        try (InputStream file =
                Objects.requireNonNull(RecordedExchangesTest.class.getResourceAsStream("/jvb/exchanges.json"))) {
            return FakeVideobridge.JSON.readValue(file, new TypeReference<>() {});
        }
    }

    @Test
    void theFakeVideobridgeAnswersAsARealOneDid() throws Exception {
        try (var fake = new FakeVideobridge()) {
            askAgain(fake.at());
        }
    }

    @Test
    @EnabledIfEnvironmentVariable(named = "JVB_URL", matches = "http.+")
    void aRealOneAnswersAsItDid() throws Exception {
        askAgain(URI.create(System.getenv("JVB_URL")));
    }

    private static void askAgain(URI at) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (Exchange exchange : recorded()) {
                HttpRequest.BodyPublisher body = exchange.body().isNull()
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString(
                                exchange.body().isString()
                                        ? exchange.body().asString()
                                        : exchange.body().toString());
                HttpResponse<String> answer = http.send(
                        HttpRequest.newBuilder(at.resolve(exchange.path()))
                                .header("Content-Type", "application/json")
                                .header("Accept", "application/json")
                                .method(exchange.method(), body)
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
                assertThat(answer.statusCode()).as(exchange.name()).isEqualTo(exchange.status());
                JsonNode said = read(answer.body());
                assertThat(form(said, exchange.answer())).as(exchange.name()).isEqualTo(form(exchange.answer(), said));
            }
        }
    }

    private static JsonNode read(String text) {
        try {
            return text.isEmpty() ? FakeVideobridge.JSON.nullNode() : FakeVideobridge.JSON.readTree(text);
        } catch (JacksonException _) {
            return FakeVideobridge.JSON.getNodeFactory().stringNode(text);
        }
    }

    /// Which fields it has that the other has, too, and of which kind each is; of a list, its first. What a newer
    /// version
    /// says beyond that hurts nobody.
    private static String form(JsonNode node, JsonNode other) {
        if (node.isObject()) {
            return node.properties().stream()
                    .filter(field -> other.has(field.getKey()) || !isNewer(node, other))
                    .sorted(Map.Entry.comparingByKey())
                    .map(field -> field.getKey() + ":" + form(field.getValue(), other.path(field.getKey())))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        return node.isArray()
                ? "[" + (node.isEmpty() ? "" : form(node.get(0), other.path(0))) + "]"
                : node.getNodeType().name();
    }

    /// Whether the first has all that the second has, and more.
    private static boolean isNewer(JsonNode node, JsonNode other) {
        return other.isObject()
                && other.size() < node.size()
                && other.properties().stream().allMatch(it -> node.has(it.getKey()));
    }
}
