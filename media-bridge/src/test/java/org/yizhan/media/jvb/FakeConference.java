package org.yizhan.media.jvb;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.yizhan.media.jvb.FakeVideobridge.Refusal;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One conference of a [FakeVideobridge].
final class FakeConference {

    final String id = UUID.randomUUID().toString().substring(0, 16);
    final Map<String, FakeEndpoint> endpoints = new ConcurrentHashMap<>();
    private final FakeVideobridge bridge;
    private boolean left;

    FakeConference(FakeVideobridge bridge) {
        this.bridge = bridge;
    }

    synchronized JsonNode change(ObjectNode question, boolean created) {
        ObjectNode answer = FakeVideobridge.JSON.createObjectNode();
        JsonNode wanted = question.path("endpoints");
        if (wanted.size() > 1) {
            throw refused("Creating or updating media, sources or transport for more than one endpoint in a request.");
        }
        boolean feedback = created;
        for (JsonNode each : wanted) {
            feedback |= each.path("create").asBoolean(false);
            answer.putArray("endpoints").add(one(each));
        }
        if (feedback) {
            // Its own, by which it tells its estimate of the line; nothing is ever heard of them.
            var own = answer.putArray("sources");
            for (String kind : List.of("audio", "video")) {
                String name = "jvb-" + kind.charAt(0) + "0";
                own.addObject()
                        .put("type", kind)
                        .put("id", name)
                        .putArray("sources")
                        .addObject()
                        .put("ssrc", 1)
                        .put("name", name);
            }
        }
        return answer;
    }

    /// The last of its endpoints is gone, and it with them.
    synchronized boolean isLeft() {
        return left;
    }

    private static Refusal refused(String why) {
        return new Refusal(400, "Failed to create conference: " + why);
    }

    private ObjectNode one(JsonNode wanted) {
        String name = wanted.path("id").asString("");
        ObjectNode answer = FakeVideobridge.JSON.createObjectNode();
        answer.put("id", name);
        FakeEndpoint endpoint = endpoints.get(name);
        if (wanted.path("expire").asBoolean(false)) {
            if (endpoint != null) {
                endpoints.remove(name);
                endpoint.close();
                bridge.removed.add(name);
                left = endpoints.isEmpty();
            }
            return answer.put("expire", true);
        }
        boolean create = wanted.path("create").asBoolean(false);
        if (create) {
            endpoint = create(name, wanted);
        } else if (endpoint == null) {
            throw refused("Unknown endpoint " + name);
        }
        for (JsonNode media : wanted.path("medias")) {
            if (!Set.of("audio", "video").contains(media.path("type").asString(""))) {
                throw new Refusal(400, "Failed to parse ConferenceModify JSON:media type");
            }
        }
        JsonNode ice = wanted.path("transport").path("transport");
        if (ice.isObject()) {
            endpoint.letIn(ice);
        }
        if (wanted.has("sources")) {
            endpoint.sources(wanted.path("sources"));
            endpoints.values().forEach(FakeEndpoint::allocate);
        }
        if (create) {
            answer.putObject("transport").set("transport", endpoint.describe(id, bridge));
        }
        return answer;
    }

    private FakeEndpoint create(String name, JsonNode wanted) {
        if (endpoints.containsKey(name)) {
            throw refused("Endpoint with ID " + name + " already exists");
        }
        if (!wanted.has("transport")) {
            throw refused("Attempt to create endpoint " + name + " with no <transport>");
        }
        Set<String> capabilities = new HashSet<>();
        wanted.path("capabilities").forEach(it -> capabilities.add(it.asString("")));
        if (!capabilities.contains("source-names")) {
            throw refused("Source name support is mandatory.");
        }
        try {
            FakeEndpoint fresh = new FakeEndpoint(this, name, capabilities.contains("ssrc-rewriting"));
            endpoints.put(name, fresh);
            return fresh;
        } catch (IOException e) {
            throw new Refusal(500, String.valueOf(e.getMessage()));
        }
    }

    /// Sources of all others, in no order that anybody may rely on.
    List<String> pictures(FakeEndpoint but) {
        List<String> names = new ArrayList<>();
        endpoints.values().stream()
                .filter(it -> it != but)
                .forEach(it -> it.sources.forEach((name, source) -> {
                    if (!source.audio()) {
                        names.add(name);
                    }
                }));
        return names;
    }

    FakeEndpoint.@Nullable Source source(long ssrc) {
        return endpoints.values().stream()
                .flatMap(it -> it.sources.values().stream())
                .filter(it -> it.ssrc() == ssrc)
                .findFirst()
                .orElse(null);
    }

    /// A packet of one goes to all others that are to be sent it.
    void forward(FakeEndpoint from, byte[] packet) {
        endpoints.values().stream().filter(it -> it != from).forEach(it -> it.deliver(packet));
    }

    void feedback(byte[] packet) {
        endpoints.values().forEach(it -> it.feedback.add(packet));
    }

    void say(String message) {
        endpoints.values().forEach(it -> it.say(message));
    }

    void close() {
        endpoints.values().forEach(FakeEndpoint::close);
        endpoints.clear();
    }
}
