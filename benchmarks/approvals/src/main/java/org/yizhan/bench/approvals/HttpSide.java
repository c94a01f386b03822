package org.yizhan.bench.approvals;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.web.server.reactive.context.ReactiveWebServerApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;
import org.yizhan.platform.security.SessionCookie;
import org.yizhan.platform.security.SessionKind;
import org.yizhan.platform.security.Sessions;
import org.yizhan.protocol.id.Role;
import org.yizhan.protocol.id.StationPath;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The same cases over HTTP, each client signed in: what a page or a program sends, and the whole case
/// as the answer. The clients run in the same JVM and take their share of the processors.
final class HttpSide implements Side, AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final CaseServiceSide server;
    private final WebClient web;
    private final ConnectionProvider connections;
    private final Map<String, String> cookies = new ConcurrentHashMap<>();

    HttpSide(CaseServiceSide server, int clients) {
        this.server = server;
        var context = (ReactiveWebServerApplicationContext) server.context();
        var port = Objects.requireNonNull(context.getWebServer()).getPort();
        connections = ConnectionProvider.create("bench", clients);
        web = WebClient.builder()
                .clientConnector(new ReactorClientHttpConnector(HttpClient.create(connections)))
                .baseUrl("http://127.0.0.1:" + port)
                .build();
        var sessions = context.getBean(Sessions.class);
        for (var c = 0; c <= 22; c++) {
            var station = c == 0 ? "d01.s01" : "d01.s01.c%02d".formatted(c);
            var cookie = sessions.open(
                            "clerk-" + station, "演示", Set.of(Role.CLERK), new StationPath(station), SessionKind.PERSON)
                    .block(Duration.ofSeconds(5));
            cookies.put(station, Objects.requireNonNull(cookie));
        }
    }

    @Override
    public String name() {
        return "yizhan over HTTP";
    }

    @Override
    public String database() {
        return server.database();
    }

    @Override
    public void run(int clients, Duration time, Latencies latencies) {
        server.context().getBean(Turn.class).begin();
        var began = System.nanoTime();
        var end = began + time.toNanos();
        Flux.range(0, clients)
                .flatMap(_ -> Mono.defer(() -> oneCase(end, latencies)).repeat(() -> System.nanoTime() < end), clients)
                .blockLast();
        latencies.ran(System.nanoTime() - began);
    }

    private Mono<Void> oneCase(long end, Latencies latencies) {
        var community = CaseServiceSide.community();
        var application = Map.of(
                "item",
                "bench-approval",
                "channel",
                "window",
                "community",
                community,
                "resident",
                Map.of("name", "演示甲", "idNumber", "11010519491231002X"),
                "form",
                Form.CONTENT);
        return post(latencies, "d01.s01", "/api/filings", application)
                .flatMap(filed -> decide(end, latencies, community, filed, "approve"))
                .flatMap(reviewed -> decide(end, latencies, "d01.s01", reviewed, "complete"))
                .then();
    }

    private Mono<JsonNode> decide(long end, Latencies latencies, String station, JsonNode seen, String action) {
        if (System.nanoTime() >= end) {
            return Mono.empty();
        }
        var path = "/api/cases/" + seen.path("id").asString() + "/decisions";
        return post(
                latencies, station, path, Map.of("version", seen.path("version").asLong(), "action", action));
    }

    private Mono<JsonNode> post(Latencies latencies, String station, String path, Object body) {
        return Mono.defer(() -> {
            var began = System.nanoTime();
            return web.post()
                    .uri(path)
                    .cookie(SessionCookie.NAME, Objects.requireNonNull(cookies.get(station)))
                    .header("Idempotency-Key", UUID.randomUUID().toString())
                    .contentType(MediaType.APPLICATION_JSON)
                    .bodyValue(JSON.writeValueAsBytes(body))
                    .retrieve()
                    .bodyToMono(byte[].class)
                    .doOnNext(_ -> latencies.add(System.nanoTime() - began))
                    .map(JSON::readTree);
        });
    }

    @Override
    public void close() {
        connections.dispose();
    }
}
