package org.yizhan.signaling.socket;

import org.springframework.http.HttpCookie;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.socket.server.WebSocketService;
import org.springframework.web.reactive.socket.server.support.HandshakeWebSocketService;
import org.springframework.web.reactive.socket.server.upgrade.ReactorNettyRequestUpgradeStrategy;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebHandler;
import org.yizhan.platform.security.CurrentActor;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.WebsocketServerSpec;

/// The handshake: with a session only. That it comes from our own page was checked before.
@Component
class SocketUpgrade implements WebHandler {

    private final Connections connections;
    private final WebSocketService sockets;

    SocketUpgrade(Connections connections, SocketSettings settings) {
        this.connections = connections;
        int largestFrame = (int) settings.offer().toBytes();
        this.sockets = new HandshakeWebSocketService(new ReactorNettyRequestUpgradeStrategy(
                () -> WebsocketServerSpec.builder().maxFramePayloadLength(largestFrame)));
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange) {
        HttpCookie cookie = exchange.getRequest().getCookies().getFirst("YIZHAN_SESSION");
        return CurrentActor.get()
                .flatMap(actor -> sockets.handleRequest(
                        exchange,
                        session -> connections.open(actor, cookie == null ? null : cookie.getValue()).run(session)));
    }
}
