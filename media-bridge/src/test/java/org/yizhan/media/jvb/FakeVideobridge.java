package org.yizhan.media.jvb;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A videobridge for tests: refuses and answers as a stock one did (2.3, August 2026, see [RecordedExchangesTest]). Its
/// endpoints have a real media side.
final class FakeVideobridge implements AutoCloseable {

    static final JsonMapper JSON = JsonMapper.builder().build();

    /// `METHOD path` of every request, in their order.
    final List<String> asked = new CopyOnWriteArrayList<>();

    /// Names of endpoints that were taken out.
    final BlockingQueue<String> removed = new LinkedBlockingQueue<>();

    final Map<String, FakeConference> conferences = new ConcurrentHashMap<>();
    volatile boolean healthy = true;
    volatile double stress = 0.125;
    volatile boolean webSockets = true;

    private final DisposableServer server = HttpServer.create()
            .host("127.0.0.1")
            .port(0)
            .route(routes -> routes.get("/colibri-ws/one/{conference}/{endpoint}", this::channel)
                    .get(
                            "/about/health",
                            (_, response) ->
                                    response.status(healthy ? 200 : 500).send())
                    .get(
                            "/colibri/stats",
                            (_, response) -> json(
                                    response,
                                    200,
                                    "{\"stress_level\":" + stress
                                            + ",\"conferences\":1,\"endpoints\":0,\"healthy\":true,\"version\":\"2.3\"}"))
                    .get("/debug/{conference}/{endpoint}", this::state)
                    .route(_ -> true, this::colibri))
            .bindNow();

    URI at() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    int port() {
        return server.port();
    }

    private @Nullable FakeEndpoint find(@Nullable String conference, @Nullable String endpoint) {
        return conferences.values().stream()
                .filter(it -> it.id.equals(conference))
                .map(it -> endpoint == null ? null : it.endpoints.get(endpoint))
                .findFirst()
                .orElse(null);
    }

    private static Mono<Void> json(HttpServerResponse response, int status, String body) {
        return response.status(status)
                .header("Content-Type", "application/json")
                .sendString(Mono.just(body))
                .then();
    }

    private Mono<Void> state(HttpServerRequest request, HttpServerResponse response) {
        FakeEndpoint endpoint = find(request.param("conference"), request.param("endpoint"));
        boolean up = endpoint != null && endpoint.media.isConnected();
        return json(
                response,
                200,
                "{\"conferences\":{\"c\":{\"endpoints\":{\"e\":{\"dtls_transport\":{\"is_connected\":" + up + "}}}}}}");
    }

    private org.reactivestreams.Publisher<Void> channel(HttpServerRequest request, HttpServerResponse response) {
        FakeEndpoint endpoint = find(request.param("conference"), request.param("endpoint"));
        if (endpoint == null || !request.uri().endsWith("?pwd=" + endpoint.password)) {
            return json(response, 403, "authentication failed");
        }
        return response.sendWebsocket(endpoint::talk);
    }

    private Mono<Void> colibri(HttpServerRequest request, HttpServerResponse response) {
        asked.add(request.method() + " " + request.path());
        return request.receive().aggregate().asString().defaultIfEmpty("").flatMap(body -> {
            try {
                return json(
                        response,
                        200,
                        answer(request.method().name(), request.path(), body).toString());
            } catch (Refusal refusal) {
                // It says why it opens no conference, and of nothing else.
                return request.method().name().equals("POST")
                        ? json(response, refusal.status, refused(refusal, request.uri()))
                        : response.status(refusal.status).send();
            }
        });
    }

    private static String refused(Refusal refusal, String path) {
        return "{\"message\":\"" + refusal.getMessage() + "\",\"url\":\"" + path + "\",\"status\":\"" + refusal.status
                + "\"}";
    }

    /// As a videobridge refuses.
    static final class Refusal extends RuntimeException {

        private static final long serialVersionUID = 1L;
        final int status;

        Refusal(int status, String why) {
            super(why);
            this.status = status;
        }
    }

    private JsonNode answer(String method, String path, String body) {
        ObjectNode question;
        try {
            question = (ObjectNode) JSON.readTree(body);
        } catch (JacksonException e) {
            // Over more than one line, unescaped: what it then says is no JSON.
            throw new Refusal(400, "could not parse JSON at\n line 1");
        } catch (ClassCastException e) {
            throw new Refusal(400, "Bad Request");
        }
        if (method.equals("POST") && path.equals("colibri/v2/conferences")) {
            String meeting = question.path("meeting-id").asString("");
            if (!question.path("create").asBoolean(false)) {
                throw new Refusal(400, "Failed to create conference: Conference not found");
            }
            if (!question.path("name").asString("").matches("[^@]+@[^@]+")) {
                throw new Refusal(400, "Failed to create conference: Invalid conference name");
            }
            if (conferences.containsKey(meeting)) {
                throw new Refusal(400, "Failed to create conference: Conference already exists");
            }
            FakeConference fresh = new FakeConference(this);
            conferences.put(meeting, fresh);
            return fresh.change(question, true);
        }
        String meeting = path.substring(path.lastIndexOf('/') + 1);
        FakeConference conference = conferences.get(meeting);
        if (!method.equals("PATCH") || conference == null) {
            throw new Refusal(404, "HTTP 404 Not Found");
        }
        if (question.path("expire").asBoolean(false)) {
            conferences.remove(meeting);
            conference.close();
            return JSON.createObjectNode();
        }
        JsonNode answer = conference.change(question, false);
        if (conference.isLeft()) {
            conferences.remove(meeting);
        }
        return answer;
    }

    /// It dies.
    @Override
    public void close() {
        conferences.values().forEach(FakeConference::close);
        server.disposeNow();
    }
}
