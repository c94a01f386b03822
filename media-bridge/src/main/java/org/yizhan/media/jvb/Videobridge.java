package org.yizhan.media.jvb;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// One stock videobridge, asked over HTTP. Answers come on threads of the HTTP client.
final class Videobridge {

    /// The first request after a videobridge's start was seen to take two seconds; later ones some milliseconds.
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    /// An answer describes one endpoint, or counts; the longest of them, the statistics, has some ten thousand bytes.
    static final int MOST_BYTES = 256 * 1024;

    /// What is quoted of a refusal.
    private static final int MOST_QUOTED = 200;

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final HttpClient http;
    private final URI at;

    /// @param at its private address, such as `http://127.0.0.1:8080`
    Videobridge(HttpClient http, URI at) {
        this.http = http;
        this.at = at;
    }

    HttpClient http() {
        return http;
    }

    /// Opens a conference.
    CompletableFuture<Wire.Conference> open(String meeting, String name) {
        return ask("POST", "/colibri/v2/conferences", Wire.Conference.created(meeting, name));
    }

    /// Adds an endpoint.
    CompletableFuture<Described> add(String meeting, Wire.Endpoint endpoint) {
        return change(meeting, endpoint).thenApply(Videobridge::described);
    }

    /// Tells an endpoint's other side.
    CompletableFuture<Wire.Conference> connect(String meeting, String endpoint, Wire.Ice theirs) {
        return change(meeting, Wire.Endpoint.moved(endpoint, new Wire.Transport(null, theirs)));
    }

    /// Takes an endpoint out. One that is not there is out.
    CompletableFuture<Wire.Conference> remove(String meeting, String endpoint) {
        return change(meeting, Wire.Endpoint.expired(endpoint));
    }

    /// Ends a conference.
    CompletableFuture<Wire.Conference> close(String meeting) {
        return ask("PATCH", "/colibri/v2/conferences/" + meeting, Wire.Conference.expired());
    }

    /// Whether it finds itself able to work.
    CompletableFuture<Boolean> isHealthy() {
        return send(request("/about/health").GET().build())
                .thenApply(answer -> answer.statusCode() == 200)
                .exceptionally(_ -> false);
    }

    /// Its own measure of how much of what it can do it does; 1 is all.
    CompletableFuture<Double> stress() {
        return send(request("/colibri/stats").GET().build())
                .thenApply(answer -> read(answer, Wire.Statistics.class))
                .thenApply(counted -> Objects.requireNonNullElse(counted.stress(), 0.0));
    }

    /// Whether an endpoint's media connection is up: checked and with keys.
    CompletableFuture<Boolean> isConnected(String conference, String endpoint) {
        return send(request("/debug/" + conference + "/" + endpoint).GET().build())
                .thenApply(answer -> answer.statusCode() == 200 && hasKeys(answer.body()));
    }

    private static boolean hasKeys(byte[] state) {
        try {
            return JSON.readTree(state)
                    .findPath("dtls_transport")
                    .path("is_connected")
                    .asBoolean(false);
        } catch (JacksonException _) {
            return false;
        }
    }

    private CompletableFuture<Wire.Conference> change(String meeting, Wire.Endpoint endpoint) {
        return ask("PATCH", "/colibri/v2/conferences/" + meeting, Wire.Conference.of(endpoint));
    }

    private CompletableFuture<Wire.Conference> ask(String method, String path, Wire.Conference question) {
        byte[] body = JSON.writeValueAsBytes(question);
        HttpRequest request = request(path)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        return send(request).thenApply(answer -> read(answer, Wire.Conference.class));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(at.resolve(path)).timeout(PATIENCE).header("Accept", "application/json");
    }

    private CompletableFuture<HttpResponse<byte[]>> send(HttpRequest request) {
        return http.sendAsync(request, _ -> new Bounded())
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(VideobridgeFailure.of(failure)));
    }

    private static <T> T read(HttpResponse<byte[]> answer, Class<T> type) {
        if (answer.statusCode() != 200) {
            String said = new String(answer.body(), StandardCharsets.UTF_8);
            throw new VideobridgeFailure("it refused with " + answer.statusCode() + ": "
                    + said.substring(0, Math.min(said.length(), MOST_QUOTED)));
        }
        try {
            return JSON.readValue(answer.body(), type);
        } catch (JacksonException e) {
            throw new VideobridgeFailure("its answer cannot be read", e);
        }
    }

    private static Described described(Wire.Conference answer) {
        List<Wire.Endpoint> endpoints = answer.endpoints() == null ? List.of() : answer.endpoints();
        Wire.Transport transport =
                endpoints.isEmpty() ? null : endpoints.getFirst().transport();
        if (transport == null || transport.ice() == null) {
            throw new VideobridgeFailure("its answer describes no transport");
        }
        return Described.of(transport.ice());
    }

    /// A whole body of [#MOST_BYTES] at most.
    private static final class Bounded implements HttpResponse.BodySubscriber<byte[]> {

        private final HttpResponse.BodySubscriber<byte[]> whole = HttpResponse.BodySubscribers.ofByteArray();
        private Flow.@Nullable Subscription subscription;
        private long length;

        @Override
        public CompletionStage<byte[]> getBody() {
            return whole.getBody();
        }

        @Override
        public void onSubscribe(Flow.Subscription begun) {
            subscription = begun;
            whole.onSubscribe(begun);
        }

        @Override
        public void onNext(List<ByteBuffer> some) {
            length += some.stream().mapToLong(ByteBuffer::remaining).sum();
            if (length > MOST_BYTES && subscription != null) {
                subscription.cancel();
                whole.onError(new VideobridgeFailure("its answer is too long"));
            } else {
                whole.onNext(some);
            }
        }

        @Override
        public void onError(Throwable failure) {
            whole.onError(failure);
        }

        @Override
        public void onComplete() {
            whole.onComplete();
        }
    }
}
