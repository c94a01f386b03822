package org.yizhan.media.trial;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.yizhan.media.room.EmbeddedEngine;
import org.yizhan.media.room.Recorder;
import org.yizhan.media.room.Recorders;
import org.yizhan.media.room.RoomFacts;
import org.yizhan.media.sdp.OfferParser;
import org.yizhan.media.sdp.OfferRefused;
import org.yizhan.media.transport.LineFaults;
import org.yizhan.media.transport.MediaLoop;
import org.yizhan.media.transport.MediaPort;
import org.yizhan.media.transport.PortSettings;
import org.yizhan.media.transport.Refusals;
import org.yizhan.protocol.bridge.RecordingPlan;
import org.yizhan.protocol.bridge.RoomPlan;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.protocol.id.MemberId;
import tools.jackson.databind.json.JsonMapper;

/// Runs the engine for a script that drives browsers: `EngineTrial HTTP-PORT MEDIA-PORT LOSS-PERCENT`.
///
/// `POST /connect/<member>` with an offer gives an answer; `PUT /rooms/<consultation>` with a plan arranges;
/// `GET /` is an empty page of a secure origin.
public final class EngineTrial {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private EngineTrial() {}

    public static void main(String[] args) throws IOException {
        MediaLoop loop = new MediaLoop();
        Refusals refusals = new Refusals();
        MediaPort port = MediaPort.open(
                loop,
                new PortSettings(
                        List.of(InetAddress.getByName(args.length > 3 ? args[3] : "127.0.0.1")),
                        Integer.parseInt(args[1]),
                        true,
                        true,
                        faults(args[2], "up"),
                        faults(args[2], "down"),
                        PortSettings.SILENCE,
                        PortSettings.MEMORY),
                refusals,
                Instant.now());
        EmbeddedEngine engine = new EmbeddedEngine(
                loop,
                port,
                refusals,
                new NoRecorders(),
                (consultation, connected) -> System.out.println("connected " + connected.size()),
                "trial",
                System.currentTimeMillis() * 1_000_000);
        serve(Integer.parseInt(args[0]), engine, refusals);
        System.out.println("ready");
    }

    /// @return the port at which the engine is asked
    public static int serve(int port, EmbeddedEngine engine, Refusals refusals) throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 16);
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.createContext("/", exchange -> answer(exchange, engine, refusals));
        http.start();
        return http.getAddress().getPort();
    }

    /// `loss=10,delay=100,jitter=30,up=0,down=300,blocked=0`: percent, milliseconds, kb/s; what is not named is
    /// nothing.
    private static LineFaults faults(String text, String direction) {
        Map<String, Integer> told = new HashMap<>();
        for (String word : text.split(",")) {
            String[] pair = word.split("=");
            if (pair.length == 2) {
                told.put(pair[0], Integer.parseInt(pair[1]));
            }
        }
        if (told.getOrDefault("blocked", 0) != 0) {
            return LineFaults.BLOCKED;
        }
        return new LineFaults(
                told.getOrDefault("loss", 0),
                told.getOrDefault("burst", 1),
                Duration.ofMillis(told.getOrDefault("delay", 0)),
                Duration.ofMillis(told.getOrDefault("jitter", 0)),
                0,
                0,
                told.getOrDefault(direction, 0),
                LineFaults.QUEUE);
    }

    private static void answer(HttpExchange exchange, EmbeddedEngine engine, Refusals refusals) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String[] path = exchange.getRequestURI().getPath().split("/");
        String action = exchange.getRequestMethod() + " " + (path.length > 1 ? path[1] : "");
        int status = 200;
        String reply;
        try {
            reply = switch (action) {
                case "POST connect" ->
                    engine.connect(MemberId.of(path[2]), OfferParser.parse(body))
                            .get();
                case "DELETE connect" ->
                    String.valueOf(engine.disconnect(MemberId.of(path[2])).get());
                case "PUT rooms" ->
                    JSON.writeValueAsString(
                            engine.arrange(ConsultationId.of(path[2]), JSON.readValue(body, RoomPlan.class))
                                    .get());
                case "DELETE rooms" ->
                    String.valueOf(engine.close(ConsultationId.of(path[2])).get());
                case "GET refusals" -> refusals(refusals);
                default -> "<!doctype html><title>trial</title>";
            };
        } catch (OfferRefused e) {
            status = 422;
            reply = e.reason().code();
        } catch (ExecutionException | InterruptedException | RuntimeException e) {
            status = 500;
            reply = e.toString();
            e.printStackTrace();
        }
        byte[] bytes = reply.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders()
                .add("Content-Type", action.equals("GET ") ? "text/html" : "text/plain; charset=utf-8");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static String refusals(Refusals refusals) {
        StringBuilder text = new StringBuilder();
        for (Refusals.Reason reason : Refusals.Reason.values()) {
            text.append(reason).append(' ').append(refusals.of(reason)).append('\n');
        }
        return text.toString();
    }

    private record NoRecorders() implements Recorders {

        @Override
        public Recorder open(RoomFacts room, RecordingPlan plan) {
            throw new UnsupportedOperationException("no recorder in this trial");
        }

        @Override
        public int open() {
            return 0;
        }
    }
}
