package org.yizhan.neighbours;

import static org.assertj.core.api.Assertions.fail;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A page at the other end of a real WebSocket.
public final class Page implements WebSocket.Listener, AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final List<JsonNode> all = new ArrayList<>();
    private final List<JsonNode> pending = new ArrayList<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder partial = new StringBuilder();
    private final AtomicInteger requests = new AtomicInteger();
    private final String session = UUID.randomUUID().toString().substring(0, 8);
    private WebSocket socket;
    private long receivedAt;

    /// Opens a socket with this cookie and origin; nothing is said yet.
    public static Page open(int port, String cookie) {
        return open(port, cookie, "http://127.0.0.1:" + port);
    }

    public static Page open(int port, String cookie, String origin) {
        Page page = new Page();
        page.socket = HTTP.newWebSocketBuilder()
                .header("Cookie", "YIZHAN_SESSION=" + cookie)
                .header("Origin", origin)
                .buildAsync(URI.create("ws://127.0.0.1:" + port + "/ws"), page)
                .join();
        return page;
    }

    public Page hello(UUID member, String kind) {
        return hello(member, kind, null, 0);
    }

    public Page hello(UUID member, String kind, String consultation, long lastSeq) {
        ObjectNode hello = JSON.createObjectNode();
        hello.put("type", "hello").put("id", "hello-" + session).put("protocol", 1);
        hello.put("member", member.toString()).put("page", kind).put("lastSeq", lastSeq);
        hello.put("consultation", consultation);
        text(hello.toString());
        return this;
    }

    /// Sends a request with a fresh id.
    ///
    /// @return the id
    public String ask(String type, Map<String, ?> fields) {
        String id = session + "-" + requests.incrementAndGet();
        ask(id, type, fields);
        return id;
    }

    public void ask(String id, String type, Map<String, ?> fields) {
        ObjectNode message = JSON.createObjectNode().put("type", type).put("id", id);
        fields.forEach((name, value) -> message.set(name, JSON.valueToTree(value)));
        text(message.toString());
    }

    public synchronized void text(String text) {
        socket.sendText(text, true).join();
    }

    public void binary(byte[] bytes) {
        socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
    }

    /// The first message of this kind that was not taken yet; others stay.
    public JsonNode next(String type) {
        return next(type, _ -> true);
    }

    public JsonNode next(String type, Predicate<JsonNode> wanted) {
        return take(type, it -> it.get("type").asString().equals(type) && wanted.test(it));
    }

    public JsonNode state(String state) {
        return next("consultation", it -> it.get("state").asString().equals(state));
    }

    public JsonNode event(String kind) {
        return next("event", it -> it.get("kind").asString().equals(kind));
    }

    public JsonNode answerTo(String request) {
        return take(
                "answer to " + request,
                it -> it.has("replyTo") && request.equals(it.get("replyTo").asString(null)));
    }

    private JsonNode take(String what, Predicate<JsonNode> wanted) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        synchronized (all) {
            while (true) {
                for (JsonNode message : pending) {
                    if (wanted.test(message)) {
                        pending.remove(message);
                        return message;
                    }
                }
                long millis = (until - System.nanoTime()) / 1_000_000;
                if (millis <= 0) {
                    return fail("no " + what + "; what came: " + all.subList(Math.max(0, all.size() - 12), all.size()));
                }
                pause(millis);
            }
        }
    }

    private void pause(long millis) {
        try {
            all.wait(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// Everything that ever came, in order.
    public List<JsonNode> everything() {
        synchronized (all) {
            return List.copyOf(all);
        }
    }

    /// When the last message came, in nanoseconds.
    public long receivedAt() {
        return receivedAt;
    }

    public int closeCode() {
        try {
            return closed.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception e) {
            return fail("the socket was not closed", e);
        }
    }

    /// Cut, not closed: nothing is said any more.
    public void cut() {
        socket.abort();
    }

    @Override
    public void close() {
        socket.abort();
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            JsonNode message = JSON.readTree(partial.toString());
            partial.setLength(0);
            synchronized (all) {
                all.add(message);
                pending.add(message);
                receivedAt = System.nanoTime();
                all.notifyAll();
            }
        }
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closed.complete(code);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        closed.complete(1006);
    }
}
