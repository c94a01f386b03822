package org.yizhan.app.identity;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/// Hands `/idp/…` on to the trial provider, bodies as they come. The provider sees the host name and the scheme that
/// the
/// browser used, so that its redirects and cookies fit.
@Order(0)
final class IdentityForwarder implements WebFilter {

    /// Of one connection only (RFC 9110, 7.6.1), or said anew for the next.
    private static final Set<String> NOT_HANDED_ON = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "forwarded",
            "x-forwarded-for",
            "x-forwarded-host",
            "x-forwarded-port",
            "x-forwarded-proto",
            "x-forwarded-prefix");

    private final TrialProvider provider;
    private final WebClient web = WebClient.create();

    IdentityForwarder(TrialProvider provider) {
        this.provider = provider;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        var path = exchange.getRequest().getURI().getRawPath();
        return path.startsWith(TrialServer.PATH + "/")
                ? provider.port().flatMap(port -> forward(exchange, port))
                : chain.filter(exchange);
    }

    private Mono<Void> forward(ServerWebExchange exchange, int port) {
        var request = exchange.getRequest();
        return web.method(request.getMethod())
                .uri(target(request.getURI(), port))
                .headers(headers -> headersFor(headers, request))
                .body(BodyInserters.fromDataBuffers(request.getBody()))
                .exchangeToMono(answer -> handBack(answer, exchange));
    }

    private static URI target(URI asked, int port) {
        var query = asked.getRawQuery() == null ? "" : "?" + asked.getRawQuery();
        return URI.create("http://127.0.0.1:" + port + asked.getRawPath() + query);
    }

    private static void headersFor(HttpHeaders headers, ServerHttpRequest request) {
        copy(request.getHeaders(), headers);
        headers.set(HttpHeaders.HOST, request.getURI().getAuthority());
        headers.set("X-Forwarded-Proto", request.getURI().getScheme());
        headers.set("X-Forwarded-Port", String.valueOf(port(request.getURI())));
        var remote = request.getRemoteAddress();
        if (remote != null && remote.getAddress() != null) {
            headers.set("X-Forwarded-For", remote.getAddress().getHostAddress());
        }
    }

    private static int port(URI asked) {
        return asked.getPort() < 0 ? ("https".equals(asked.getScheme()) ? 443 : 80) : asked.getPort();
    }

    private static Mono<Void> handBack(ClientResponse answer, ServerWebExchange exchange) {
        var response = exchange.getResponse();
        response.setStatusCode(answer.statusCode());
        copy(answer.headers().asHttpHeaders(), response.getHeaders());
        return response.writeWith(answer.body(BodyExtractors.toDataBuffers()));
    }

    private static void copy(HttpHeaders from, HttpHeaders to) {
        from.forEach((name, values) -> {
            if (!NOT_HANDED_ON.contains(name.toLowerCase(Locale.ROOT))) {
                to.addAll(name, values);
            }
        });
    }
}
