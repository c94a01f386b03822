package org.yizhan.media.jvb;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.yizhan.media.jvb.FakeVideobridge.Refusal;
import org.yizhan.media.rtp.Bytes;
import org.yizhan.media.rtp.Packets;
import org.yizhan.media.transport.Fingerprint;
import org.yizhan.media.transport.ForeignEndpoint;
import org.yizhan.media.transport.IceCredentials;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.http.websocket.WebsocketInbound;
import reactor.netty.http.websocket.WebsocketOutbound;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One endpoint of a [FakeConference].
final class FakeEndpoint {

    /// As the bridge is configured: `ssrc-limit.video`.
    private static final int STREAMS = 4;

    record Source(String name, long ssrc, boolean audio) {}

    final String name;
    final String password = Long.toHexString(ThreadLocalRandom.current().nextLong());
    final Map<String, Source> sources = new ConcurrentHashMap<>();
    final ForeignEndpoint media;

    /// Messages that came over the channel.
    final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    /// RTCP of any endpoint of the conference.
    final BlockingQueue<byte[]> feedback = new LinkedBlockingQueue<>();

    /// Whether somebody was let in while it was still open what that one is to be sent.
    volatile boolean letInUnheard;

    private final FakeConference conference;
    private final boolean rewriting;
    private final LruStreams streams = new LruStreams(STREAMS);
    private final Map<String, Integer> carried = new ConcurrentHashMap<>();
    private final long[] ssrcs = new long[STREAMS];
    private volatile Sinks.@Nullable Many<String> channel;
    private volatile @Nullable Set<String> sounds;
    private volatile Selection selection = new Selection(List.of(), List.of());
    private boolean channelWasOpen;

    FakeEndpoint(FakeConference conference, String name, boolean rewriting) throws IOException {
        this.conference = conference;
        this.name = name;
        this.rewriting = rewriting;
        this.media = new ForeignEndpoint(packet -> conference.forward(this, packet), conference::feedback);
        for (int i = 0; i < STREAMS; i++) {
            ssrcs[i] = ThreadLocalRandom.current().nextLong(1, 1L << 32);
        }
    }

    synchronized void sources(JsonNode wanted) {
        Map<String, Source> fresh = new HashMap<>();
        for (JsonNode each : wanted) {
            JsonNode first = each.path("sources").path(0);
            if (first.path("name").asString("").isEmpty()) {
                throw new Refusal(400, "Failed to parse ConferenceModify JSON:a source has no name");
            }
            String id = each.path("id").asString("");
            fresh.put(
                    id,
                    new Source(
                            id,
                            first.path("ssrc").asLong(0),
                            each.path("type").asString("").equals("audio")));
        }
        sources.clear();
        sources.putAll(fresh);
    }

    void letIn(JsonNode ice) {
        JsonNode certificate = ice.path("fingerprints").path(0);
        if (!ice.path("xmlns").asString("").equals(Wire.ICE)) {
            // It takes no notice.
            return;
        }
        letInUnheard |= sounds == null;
        media.letIn(
                new IceCredentials(
                        ice.path("ufrag").asString(""), ice.path("pwd").asString("")),
                Fingerprint.parse(certificate.path("hash").asString("") + " "
                                + certificate.path("fingerprint").asString(""))
                        .orElseThrow(() -> new Refusal(400, "fingerprint")));
    }

    ObjectNode describe(String conferenceId, FakeVideobridge bridge) {
        ObjectNode ice = FakeVideobridge.JSON.createObjectNode();
        ice.put("xmlns", Wire.ICE);
        ice.put("ufrag", media.local().fragment());
        ice.put("pwd", media.local().password());
        ice.putArray("fingerprints")
                .addObject()
                .put("fingerprint", media.fingerprint())
                .put("setup", "actpass")
                .put("hash", "sha-256");
        ice.putArray("candidates")
                .addObject()
                .put("generation", "0")
                .put("component", "1")
                .put("protocol", "udp")
                .put("port", String.valueOf(media.port()))
                .put("ip", "127.0.0.1")
                .put("foundation", "1")
                .put("id", "x")
                .put("priority", "2130706431")
                .put("type", "host")
                .put("network", "0");
        if (bridge.webSockets) {
            ice.putArray("web-sockets")
                    .add("ws://127.0.0.1:" + bridge.port() + "/colibri-ws/one/" + conferenceId + "/" + name + "?pwd="
                            + password);
        }
        ice.put("rtcp-mux", true);
        return ice;
    }

    // --- the channel -----------------------------------------------------------------------------------------------

    Publisher<Void> talk(WebsocketInbound in, WebsocketOutbound out) {
        Sinks.Many<String> fresh = Sinks.many().unicast().onBackpressureBuffer();
        channel = fresh;
        channelWasOpen = true;
        fresh.tryEmitNext("{\"colibriClass\":\"ServerHello\"}");
        mapped(Map.copyOf(carried));
        Mono<Void> reading = in.receive().asString().doOnNext(this::take).then();
        return out.sendString(Flux.from(fresh.asFlux())).then().and(reading);
    }

    boolean hadChannel() {
        return channelWasOpen;
    }

    void say(String message) {
        Sinks.Many<String> open = channel;
        if (open != null) {
            open.tryEmitNext(message);
        }
    }

    /// The line breaks.
    void breakChannel() {
        Sinks.Many<String> open = channel;
        if (open != null) {
            open.tryEmitError(new IOException("broken on purpose"));
        }
    }

    private synchronized void take(String text) {
        heard.add(text);
        JsonNode message = FakeVideobridge.JSON.readTree(text);
        switch (message.path("colibriClass").asString("")) {
            case "ClientHello" -> say("{\"colibriClass\":\"ServerHello\"}");
            case "ReceiverAudioSubscription" -> {
                Set<String> wanted = new HashSet<>();
                message.path("include").forEach(it -> wanted.add(it.asString("")));
                sounds = wanted;
            }
            case "ReceiverVideoConstraints" -> {
                List<String> selected = new ArrayList<>();
                message.path("selectedSources").forEach(it -> selected.add(it.asString("")));
                List<String> sent = new ArrayList<>();
                message.path("constraints").propertyNames().forEach(sent::add);
                selection = new Selection(selected, sent);
                allocate();
            }
            default -> throw new IllegalStateException("a videobridge closes the channel over this: " + text);
        }
    }

    /// What is selected and there gets its stream.
    synchronized void allocate() {
        if (rewriting) {
            List<String> there = conference.pictures(this);
            Selection able = new Selection(
                    selection.selected().stream().filter(there::contains).toList(),
                    selection.sent().stream().filter(there::contains).toList());
            Map<String, Integer> told = streams.select(able);
            told.forEach((source, stream) -> {
                carried.values().remove(stream);
                carried.put(source, stream);
            });
            mapped(told);
        }
    }

    private void mapped(Map<String, Integer> told) {
        if (!told.isEmpty()) {
            ObjectNode message = FakeVideobridge.JSON.createObjectNode();
            message.put("colibriClass", "VideoSourcesMap");
            var all = message.putArray("mappedSources");
            told.forEach((source, stream) -> all.addObject()
                    .put("source", source)
                    .put("ssrc", ssrcs[stream])
                    .put("mid", "v" + stream));
            say(message.toString());
        }
    }

    // --- packets ---------------------------------------------------------------------------------------------------

    /// A packet that another endpoint sent.
    void deliver(byte[] packet) {
        Source source = conference.source(Packets.view(packet).ssrc());
        if (source == null) {
            return;
        }
        Set<String> wanted = sounds;
        if (source.audio()) {
            if (wanted == null || wanted.contains(source.name())) {
                media.send(packet.clone());
            }
        } else if (selection.sent().contains(source.name())) {
            byte[] copy = packet.clone();
            Integer stream = carried.get(source.name());
            if (rewriting && stream != null) {
                Bytes.put32(copy, 8, ssrcs[stream]);
                media.send(copy);
            } else if (!rewriting) {
                media.send(copy);
            }
        }
    }

    /// The SSRC of a stream, when pictures are rewritten.
    long ssrc(int stream) {
        return ssrcs[stream];
    }

    void close() {
        media.close();
        Sinks.Many<String> open = channel;
        if (open != null) {
            open.tryEmitComplete();
        }
    }
}
