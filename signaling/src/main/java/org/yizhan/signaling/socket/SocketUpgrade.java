package org.yizhan.signaling.socket;

import java.util.concurrent.atomic.AtomicReference;
import org.springframework.http.HttpCookie;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.socket.server.WebSocketService;
import org.springframework.web.reactive.socket.server.support.HandshakeWebSocketService;
import org.springframework.web.reactive.socket.server.upgrade.ReactorNettyRequestUpgradeStrategy;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebHandler;
import org.yizhan.platform.security.CurrentActor;
import org.yizhan.platform.security.SessionCookie;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.WebsocketServerSpec;

/// The handshake: with a session only. That it comes from our own page was checked before.
@Component
class SocketUpgrade implements WebHandler {

    /// A frame that is too large is refused and the socket goes on; one this many times as large cuts it.
    private static final int MUCH_TOO_LARGE = 4;

    private final Connections connections;
    private final WebSocketService sockets;

    SocketUpgrade(Connections connections, SocketSettings settings) {
        this.connections = connections;
        int largestFrame = MUCH_TOO_LARGE * (int) settings.offer().toBytes();
        this.sockets = new HandshakeWebSocketService(new ReactorNettyRequestUpgradeStrategy(
                () -> WebsocketServerSpec.builder().maxFramePayloadLength(largestFrame)));
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange) {
        HttpCookie cookie = exchange.getRequest().getCookies().getFirst(SessionCookie.NAME);
        return CurrentActor.get()
                .publishOn(eventLoop(exchange))
                .flatMap(actor -> sockets.handleRequest(
                        exchange,
                        session -> connections
                                .open(actor, cookie == null ? null : cookie.getValue())
                                .run(session)));
    }

    /// Looking up the session may end on another thread. A frame that a page sends as soon as it hears of the
    /// upgrade is lost when the upgrade is made from there, since the connection's own thread reads it in between.
    private static Scheduler eventLoop(ServerWebExchange exchange) {
        AtomicReference<Scheduler> loop = new AtomicReference<>(Schedulers.immediate());
        HttpServerRequest request = ServerHttpRequestDecorator.getNativeRequest(exchange.getRequest());
        request.withConnection(connection ->
                loop.set(Schedulers.fromExecutor(connection.channel().eventLoop())));
        return loop.get();
    }
}
