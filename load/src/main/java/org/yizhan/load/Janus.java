package org.yizhan.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;

/// Debian's Janus with its videoroom, driven over its HTTP interface: in a videoroom every publisher has one connection
/// and every subscriber another one. Answers of the plugin come by a long poll, told apart by their transactions.
final class Janus implements Server {

    private static final String PLUGIN = "janus.plugin.videoroom";
    private static final int AGAIN_MILLIS = 20;

    private final Members members;
    private final ServerProcess process;
    private final Http http;
    private final Path recordings;
    private final AtomicLong rooms = new AtomicLong(1);
    private final Map<String, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
    private volatile String session = "";

    private Janus(Members members, ServerProcess process, Http http, Path recordings) {
        this.members = members;
        this.process = process;
        this.http = http;
        this.recordings = recordings;
    }

    static Janus start(Members members, String cores, int port, int loops) throws Exception {
        Path folder = Files.createTempDirectory("janus-bench");
        JanusSettings.write(folder, port, loops);
        ServerProcess process = ServerProcess.start(
                cores, folder, List.of("janus", "--configs-folder", folder.toString(), "--disable-colors"), Map.of());
        Http http = new Http("http://127.0.0.1:" + port + "/janus", "Accept", "application/json");
        Janus janus = new Janus(members, process, http, folder);
        long deadline = System.nanoTime() + 30_000_000_000L;
        while (true) {
            try {
                http.call("GET", "/info", "");
                return janus;
            } catch (IOException e) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    throw new IOException("janus does not start:\n" + process.log(), e);
                }
                Thread.sleep(100);
            }
        }
    }

    @Override
    public String name() {
        return "janus";
    }

    @Override
    public long pid() {
        return process.pid();
    }

    private synchronized String session() throws Exception {
        if (session.isEmpty()) {
            JsonNode made = http.call("POST", "", Map.of("janus", "create", "transaction", "create"));
            String id = made.at("/data/id").asString();
            session = id;
            Thread.ofVirtual().start(() -> poll(id));
        }
        return session;
    }

    private void poll(String id) {
        while (session.equals(id)) {
            try {
                JsonNode events = http.call("GET", "/" + id + "?maxev=20", "");
                for (JsonNode event : events.isArray() ? events : List.of(events)) {
                    var asked = waiting.remove(event.path("transaction").asString(""));
                    if (asked != null) {
                        asked.complete(event);
                    }
                }
            } catch (IOException _) {
                // The session ended.
                return;
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private String attach() throws Exception {
        JsonNode made = http.call(
                "POST",
                "/" + session(),
                Map.of(
                        "janus",
                        "attach",
                        "plugin",
                        PLUGIN,
                        "transaction",
                        UUID.randomUUID().toString()));
        return made.at("/data/id").asString();
    }

    /// Asks the plugin and waits for its event.
    private JsonNode ask(String handle, Map<String, Object> body, Map<String, String> description) throws Exception {
        String transaction = UUID.randomUUID().toString();
        Map<String, Object> message =
                new java.util.HashMap<>(Map.of("janus", "message", "transaction", transaction, "body", body));
        if (!description.isEmpty()) {
            message.put("jsep", description);
        }
        CompletableFuture<JsonNode> event = new CompletableFuture<>();
        waiting.put(transaction, event);
        JsonNode reply = http.call("POST", "/" + session + "/" + handle, message);
        JsonNode answer = reply.path("janus").asString("").equals("success") ? reply : event.get(30, TimeUnit.SECONDS);
        waiting.remove(transaction);
        if (answer.at("/plugindata/data").has("error")) {
            throw new IOException("janus refuses " + body + ": " + answer);
        }
        return answer;
    }

    private long room(boolean recorded) throws Exception {
        long room = rooms.getAndIncrement();
        ask(
                attach(),
                Map.of(
                        "request",
                        "create",
                        "room",
                        room,
                        "publishers",
                        8,
                        "bitrate",
                        0,
                        "audiocodec",
                        "opus",
                        "videocodec",
                        "vp8",
                        "record",
                        recorded,
                        "rec_dir",
                        recordings.resolve("rec").toString()),
                Map.of());
        return room;
    }

    private record Publisher(long feed, Connection connection) {}

    private Publisher publish(long room) throws Exception {
        Connection connection = members.connection();
        JsonNode joined = ask(
                attach(),
                Map.of("request", "joinandconfigure", "ptype", "publisher", "room", room),
                Map.of("type", "offer", "sdp", Sdp.publisher(connection)));
        connection.connect(Sdp.remote(joined.at("/jsep/sdp").asString()));
        return new Publisher(joined.at("/plugindata/data/id").asLong(), connection);
    }

    /// A publisher's connection is up for us a moment before it is for the plugin, which refuses subscribers until
    /// then.
    private JsonNode join(String handle, long room, long feed) throws Exception {
        Map<String, Object> wish = Map.of(
                "request", "join", "ptype", "subscriber", "room", room, "streams", List.of(Map.of("feed", feed)));
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (true) {
            try {
                return ask(handle, wish, Map.of());
            } catch (IOException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                Thread.sleep(AGAIN_MILLIS);
            }
        }
    }

    private Connection subscribe(long room, long feed) throws Exception {
        Connection connection = members.connection();
        String handle = attach();
        JsonNode offered = join(handle, room, feed);
        String offer = offered.at("/jsep/sdp").asString();
        ask(handle, Map.of("request", "start"), Map.of("type", "answer", "sdp", Sdp.subscriber(connection, offer)));
        connection.connect(Sdp.remote(offer));
        return connection;
    }

    @Override
    public Meeting fan(int receivers) throws Exception {
        long room = room(false);
        Publisher sender = publish(room);
        List<Connection> all = new ArrayList<>(List.of(sender.connection()));
        for (int i = 0; i < receivers; i++) {
            all.add(subscribe(room, sender.feed()));
        }
        return new Meeting(List.of(sender.connection()), all);
    }

    @Override
    public Meeting pair(boolean recorded) throws Exception {
        long room = room(recorded);
        Publisher one = publish(room);
        Publisher other = publish(room);
        return new Meeting(
                List.of(one.connection(), other.connection()),
                List.of(
                        one.connection(),
                        other.connection(),
                        subscribe(room, one.feed()),
                        subscribe(room, other.feed())));
    }

    @Override
    public void clear() throws Exception {
        String ended = session;
        session = "";
        http.call("POST", "/" + ended, Map.of("janus", "destroy", "transaction", "destroy"));
        // Its threads end one by one, some time after the answer.
        Path threads = Path.of("/proc/" + pid() + "/task");
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (count(threads) > 40 && System.nanoTime() < deadline) {
            Thread.sleep(AGAIN_MILLIS);
        }
    }

    private static long count(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.count();
        }
    }

    @Override
    public void close() throws Exception {
        http.close();
        process.close();
    }
}
