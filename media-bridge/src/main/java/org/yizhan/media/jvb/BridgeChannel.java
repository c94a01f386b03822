package org.yizhan.media.jvb;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// The bridge channel of one endpoint (colibri-ws): what it is to be sent goes out, what it is sent on which stream
/// comes back. Opens itself again when it breaks, and says the latest wishes again, until it is closed.
final class BridgeChannel implements AutoCloseable {

    /// A message names the sources of one conference.
    private static final int MOST_CHARACTERS = 64 * 1024;

    /// Not sent anything above this, in lines of the picture: more than any camera of ours has.
    private static final int FULL_HEIGHT = 2_160;

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration AGAIN = Duration.ofSeconds(1);

    /// A videobridge that stumbled answers again within this many seconds.
    private static final int TRIES = 3;

    private static final String HELLO = "{\"colibriClass\":\"ClientHello\"}";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http;
    private final URI at;
    private final Executor loop;
    private final Consumer<Heard> listener;
    private @Nullable WebSocket socket;
    private CompletableFuture<?> sending = CompletableFuture.completedFuture(null);
    private @Nullable String pictures;
    private @Nullable String sounds;
    private final CompletableFuture<Boolean> heeded = new CompletableFuture<>();
    private int hellos;
    private int failures;
    private boolean closed;

    /// @param loop     where everything here happens
    /// @param listener called there
    BridgeChannel(HttpClient http, URI at, Executor loop, Consumer<Heard> listener) {
        this.http = http;
        this.at = at;
        this.loop = loop;
        this.listener = listener;
    }

    /// Done when the channel is open, and what was wished so far is in force.
    CompletableFuture<Boolean> open() {
        hellos = 0;
        http.newWebSocketBuilder()
                .connectTimeout(PATIENCE)
                .buildAsync(at, new Reader())
                .whenCompleteAsync(this::opened, loop);
        return heeded;
    }

    private void opened(@Nullable WebSocket fresh, @Nullable Throwable failure) {
        if (fresh == null && closed) {
            return;
        }
        if (fresh == null) {
            heeded.completeExceptionally(new VideobridgeFailure(
                    "its bridge channel cannot be opened", failure == null ? new CancellationException() : failure));
            if (++failures == TRIES) {
                listener.accept(new Heard.Gone());
            }
            broken(null);
        } else if (closed) {
            fresh.abort();
        } else {
            failures = 0;
            socket = fresh;
            sending = CompletableFuture.completedFuture(null);
            send(sounds);
            send(pictures);
            send(HELLO);
        }
    }

    /// It greets when the channel opens, and answers a greeting; it takes one message after the other.
    private void heard(Heard heard) {
        if (heard instanceof Heard.Hello && ++hellos == 2) {
            heeded.complete(true);
        }
        listener.accept(heard);
    }

    private void broken(@Nullable WebSocket old) {
        if (!closed && socket == old) {
            socket = null;
            CompletableFuture.delayedExecutor(AGAIN.toMillis(), TimeUnit.MILLISECONDS, loop)
                    .execute(() -> {
                        if (!closed && socket == null) {
                            open();
                        }
                    });
        }
    }

    /// Which pictures are to be sent.
    void select(Selection selection) {
        Map<String, Object> constraints = new LinkedHashMap<>();
        selection.sent().forEach(it -> constraints.put(it, Map.of("maxHeight", FULL_HEIGHT)));
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("colibriClass", "ReceiverVideoConstraints");
        message.put("lastN", -1);
        message.put("selectedSources", selection.selected());
        message.put("defaultConstraints", Map.of("maxHeight", 0));
        message.put("constraints", constraints);
        pictures = JSON.writeValueAsString(message);
        send(pictures);
    }

    /// Which sounds are to be sent, and no others.
    void listen(List<String> sources) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("colibriClass", "ReceiverAudioSubscription");
        message.put("all", false);
        message.put("include", sources);
        message.put("exclude", List.of());
        sounds = JSON.writeValueAsString(message);
        send(sounds);
    }

    private void send(@Nullable String message) {
        WebSocket open = socket;
        if (open != null && message != null) {
            sending = sending.handle((_, _) -> open.sendText(message, true)).thenCompose(it -> it);
        }
    }

    @Override
    public void close() {
        closed = true;
        heeded.completeExceptionally(new VideobridgeFailure("the channel was closed"));
        WebSocket open = socket;
        socket = null;
        if (open != null) {
            open.sendClose(WebSocket.NORMAL_CLOSURE, "").whenComplete((_, _) -> open.abort());
        }
    }

    private final class Reader implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            if (text.length() + part.length() > MOST_CHARACTERS) {
                from.abort();
                loop.execute(() -> broken(from));
                return null;
            }
            text.append(part);
            if (last) {
                Heard heard = Heard.read(JSON, text.toString());
                text.setLength(0);
                loop.execute(() -> {
                    if (!closed) {
                        heard(heard);
                    }
                });
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
            loop.execute(() -> broken(from));
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable failure) {
            loop.execute(() -> broken(from));
        }
    }
}
