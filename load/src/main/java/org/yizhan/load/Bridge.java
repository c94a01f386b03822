package org.yizhan.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import tools.jackson.databind.JsonNode;

/// The product, as `./run` starts it: all parts in one process, whose whole CPU time counts. Meetings are arranged as
/// signaling does it, over the same HTTP interface.
final class Bridge implements Server {

    private static final String SECRET = UUID.randomUUID().toString();

    private final Members members;
    private final ServerProcess process;
    private final Http http;
    private final ConcurrentLinkedQueue<String> made = new ConcurrentLinkedQueue<>();

    private Bridge(Members members, ServerProcess process, Http http) {
        this.members = members;
        this.process = process;
        this.http = http;
    }

    /// @param command starts the product; its options are added here
    /// @param further options of one measurement
    static Bridge start(Members members, String cores, List<String> command, List<String> further, int port)
            throws Exception {
        Path folder = Files.createTempDirectory("yizhan-bench");
        List<String> whole = new ArrayList<>(command);
        whole.addAll(List.of(
                "--data", folder.resolve("data").toString(), "--port", "" + port, "--media-port", "" + (port + 1)));
        whole.addAll(List.of("--server.address=127.0.0.1", "--yizhan.media.addresses=127.0.0.1"));
        whole.addAll(further);
        ServerProcess process = ServerProcess.start(cores, folder, whole, Map.of("YIZHAN_PARTS_SECRET", SECRET));
        Http http = new Http("http://127.0.0.1:" + port, "Yizhan-Part-Secret", SECRET);
        long deadline = System.nanoTime() + 120_000_000_000L;
        while (true) {
            try {
                http.call("GET", "/internal/bridge/status", "");
                return new Bridge(members, process, http);
            } catch (IOException e) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    throw new IOException("the product does not start:\n" + process.log(), e);
                }
                Thread.sleep(200);
            }
        }
    }

    @Override
    public String name() {
        return "yizhan";
    }

    @Override
    public long pid() {
        return process.pid();
    }

    private record Member(String id, Connection connection) {

        String path() {
            return "/internal/bridge/members/" + id + "/connection";
        }
    }

    private Member connect() throws Exception {
        Connection connection = members.connection();
        Member member = new Member(UUID.randomUUID().toString(), connection);
        made.add(member.path());
        JsonNode answer = http.call("POST", member.path(), Map.of("sdp", Sdp.member(connection)));
        connection.connect(Sdp.remote(answer.get("sdp").stringValue()));
        return member;
    }

    private String arrange(List<Map<String, Object>> plans, boolean recorded) throws Exception {
        String path = "/internal/bridge/rooms/" + UUID.randomUUID();
        made.add(path);
        Map<String, Object> plan = new java.util.HashMap<>(Map.of("revision", 1, "members", plans));
        if (recorded) {
            plan.put("recording", Map.of("recording", UUID.randomUUID().toString(), "scope", "d01", "paused", false, "turn", 0));
        }
        http.call("PUT", path, plan);
        return path;
    }

    private static Map<String, Object> plan(Member member, String label, List<String> sends, List<Object> slots) {
        return Map.of("member", member.id(), "label", label, "sends", sends, "slots", slots);
    }

    private static Map<String, Object> fill(int slot, Member member, String source) {
        return Map.of("slot", slot, "member", member.id(), "source", source);
    }

    @Override
    public Meeting fan(int receivers) throws Exception {
        Member sender = connect();
        List<Connection> all = new ArrayList<>(List.of(sender.connection()));
        List<Map<String, Object>> plans = new ArrayList<>();
        plans.add(plan(sender, "booth", List.of("camera"), List.of()));
        for (int i = 0; i < receivers; i++) {
            Member receiver = connect();
            all.add(receiver.connection());
            plans.add(plan(receiver, "officer", List.of(), List.of(fill(3, sender, "camera"))));
        }
        arrange(plans, false);
        return new Meeting(List.of(sender.connection()), all);
    }

    @Override
    public Meeting pair(boolean recorded) throws Exception {
        Member one = connect();
        Member other = connect();
        List<String> both = List.of("microphone", "camera");
        String room = arrange(
                List.of(
                        plan(one, "booth", both, List.of(fill(0, other, "microphone"), fill(3, other, "camera"))),
                        plan(other, "officer", both, List.of(fill(0, one, "microphone"), fill(3, one, "camera")))),
                recorded);
        List<Connection> connections = List.of(one.connection(), other.connection());
        return new Meeting(connections, connections, List.of(one.path(), other.path(), room));
    }

    /// Ends one meeting. @param polite whether its members are disconnected; else they were gone all of a sudden
    void end(Meeting meeting, boolean polite) throws Exception {
        List<String> names = meeting.names();
        made.removeAll(names);
        for (String path : polite ? names : names.subList(names.size() - 1, names.size())) {
            http.call("DELETE", path, "");
        }
    }

    /// Members, rooms and recordings of now.
    String status() throws IOException, InterruptedException {
        JsonNode status = http.call("GET", "/internal/bridge/status", "");
        return "%d members, %d rooms, %d recordings"
                .formatted(
                        status.get("members").asInt(),
                        status.get("rooms").asInt(),
                        status.get("recordings").asInt());
    }

    boolean isEmpty() throws IOException, InterruptedException {
        JsonNode status = http.call("GET", "/internal/bridge/status", "");
        return status.get("rooms").asInt() == 0 && status.get("recordings").asInt() == 0;
    }

    @Override
    public void clear() throws Exception {
        // Rooms after their members: the last made goes first.
        List<String> paths = new ArrayList<>(made);
        made.clear();
        for (String path : paths.reversed()) {
            http.call("DELETE", path, "");
        }
    }

    @Override
    public void close() throws Exception {
        http.close();
        process.close();
    }
}
