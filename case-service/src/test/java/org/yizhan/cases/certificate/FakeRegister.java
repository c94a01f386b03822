package org.yizhan.cases.certificate;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A register of certificates on a real socket that takes nothing but what the documentation describes,
/// and keeps a list of everything else.
public final class FakeRegister implements AutoCloseable {

    public static final String CLIENT = "yizhan-trial";
    public static final String SECRET = "open: sesame/1";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// What it does with a question that is right.
    public enum Mood {
        ANSWERS,
        FAILS,
        SAYS_NOTHING,
        CONFUSES_QUESTIONS,
        TALKS_NONSENSE,
        NAMES_NO_CERTIFICATE
    }

    private final HttpServer server;
    private final Map<String, String> certificates = new ConcurrentHashMap<>();
    private final Set<String> tokens = ConcurrentHashMap.newKeySet();
    private final Set<String> questions = ConcurrentHashMap.newKeySet();
    private final AtomicInteger given = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Mood mood = Mood.ANSWERS;

    public final ConcurrentLinkedQueue<String> complaints = new ConcurrentLinkedQueue<>();
    public final ConcurrentLinkedQueue<JsonNode> asked = new ConcurrentLinkedQueue<>();

    public FakeRegister() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/token", exchange -> handle(exchange, this::token));
        server.createContext("/certificates", exchange -> handle(exchange, this::answer));
        server.start();
    }

    public String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    public FakeRegister is(Mood other) {
        mood = other;
        return this;
    }

    /// From now on it knows one.
    ///
    /// @param certificate JSON of it
    public void knows(String idNumber, String kind, String certificate) {
        certificates.put(idNumber + " " + kind, certificate);
    }

    /// All tokens that were given end now.
    public void endTokens() {
        tokens.clear();
    }

    public int tokensGiven() {
        return given.get();
    }

    private record Reply(int status, String body) {}

    @FunctionalInterface
    private interface Handling {
        Reply of(HttpExchange exchange, byte[] body) throws IOException, InterruptedException;
    }

    private void handle(HttpExchange exchange, Handling handling) throws IOException {
        try (exchange) {
            var body = exchange.getRequestBody().readAllBytes();
            var reply = handling.of(exchange, body);
            var bytes = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
            if (bytes.length > 0) {
                exchange.getResponseBody().write(bytes);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private Reply wrong(String what) {
        complaints.add(what);
        return new Reply(400, "{}");
    }

    private Reply token(HttpExchange exchange, byte[] body) {
        // RFC 6749 § 2.3.1: both are encoded like a form before they are joined.
        var joined = CLIENT + ":" + URLEncoder.encode(SECRET, StandardCharsets.UTF_8);
        var credentials = Base64.getEncoder().encodeToString(joined.getBytes(StandardCharsets.UTF_8));
        var form = new String(body, StandardCharsets.UTF_8);
        if (!exchange.getRequestMethod().equals("POST")
                || exchange.getRequestURI().getQuery() != null) {
            return wrong("token: " + exchange.getRequestMethod() + " " + exchange.getRequestURI());
        }
        if (!("Basic " + credentials).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            return wrong("token: credentials");
        }
        if (!form.equals("grant_type=client_credentials") || !isType(exchange, "application/x-www-form-urlencoded")) {
            return wrong("token: " + form);
        }
        var token = "t" + given.incrementAndGet();
        tokens.add(token);
        return new Reply(200, "{\"access_token\":\"" + token + "\",\"token_type\":\"Bearer\",\"expires_in\":3600}");
    }

    private static boolean isType(HttpExchange exchange, String type) {
        return String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"))
                .startsWith(type);
    }

    private Reply answer(HttpExchange exchange, byte[] body) throws InterruptedException {
        var authorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        if (!exchange.getRequestMethod().equals("POST")
                || !exchange.getRequestURI().toString().equals("/certificates")) {
            return wrong(exchange.getRequestMethod() + " " + exchange.getRequestURI());
        }
        if (!authorization.startsWith("Bearer ") || !tokens.contains(authorization.substring("Bearer ".length()))) {
            return new Reply(401, "");
        }
        if (!isType(exchange, "application/json")) {
            return wrong("content type");
        }
        var question = JSON.readTree(body);
        var flaw = flaw(question);
        if (!flaw.isEmpty()) {
            return wrong(flaw);
        }
        asked.add(question);
        return reply(question);
    }

    private String flaw(JsonNode question) {
        if (!names(question).equals(Set.of("query", "kind", "person", "purpose"))
                || !names(question.path("person")).equals(Set.of("name", "idNumber"))
                || !names(question.path("purpose")).equals(Set.of("item", "caseNumber", "basis"))) {
            return "members: " + question;
        }
        var blank = List.of("/kind", "/person/name", "/person/idNumber", "/purpose/item", "/purpose/basis").stream()
                .filter(at -> question.at(at).asString("").isBlank())
                .collect(Collectors.joining(", "));
        if (!blank.isEmpty()) {
            return "blank: " + blank;
        }
        return questions.add(question.path("query").asString()) ? "" : "asked twice";
    }

    private static Set<String> names(JsonNode node) {
        return new HashSet<>(node.propertyNames());
    }

    private Reply reply(JsonNode question) throws InterruptedException {
        var query = question.path("query").asString();
        var certificate = certificates.get(question.at("/person/idNumber").asString() + " "
                + question.path("kind").asString());
        var known = "{\"query\":\"%s\",\"found\":%s%s}"
                .formatted(query, certificate != null, certificate == null ? "" : ",\"certificate\":" + certificate);
        return switch (mood) {
            case ANSWERS -> new Reply(200, known);
            case FAILS -> new Reply(500, "{\"error\":\"out of order\"}");
            case SAYS_NOTHING -> {
                closed.await();
                yield new Reply(500, "");
            }
            case CONFUSES_QUESTIONS -> new Reply(200, known.replace(query, "00000000-0000-0000-0000-000000000000"));
            case TALKS_NONSENSE -> new Reply(200, "<html>busy</html>");
            case NAMES_NO_CERTIFICATE -> new Reply(200, "{\"query\":\"" + query + "\",\"found\":true}");
        };
    }

    @Override
    public void close() {
        if (closed.getCount() > 0) {
            closed.countDown();
            server.stop(0);
        }
    }
}
