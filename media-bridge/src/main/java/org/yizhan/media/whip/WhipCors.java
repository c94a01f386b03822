package org.yizhan.media.whip;

import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/// Lets pages of any origin speak WHIP and WHEP: only a bearer token opens anything there, which a browser never
/// adds by itself. Cookies are taken away, so that none of them can.
@Component
@Order(-300)
class WhipCors implements WebFilter {

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        String path = exchange.getRequest().getPath().value();
        if (!path.startsWith("/whip/") && !path.startsWith("/whep/")) {
            return chain.filter(exchange);
        }
        HttpHeaders out = exchange.getResponse().getHeaders();
        out.setAccessControlAllowOrigin("*");
        out.setAccessControlExposeHeaders(List.of("Location", "ETag", "Link", "Retry-After", "Accept-Post"));
        if (exchange.getRequest().getMethod().equals(HttpMethod.OPTIONS)) {
            out.setAccessControlAllowMethods(
                    List.of(HttpMethod.POST, HttpMethod.PATCH, HttpMethod.DELETE, HttpMethod.OPTIONS));
            out.setAccessControlAllowHeaders(List.of("Authorization", "Content-Type", "If-Match"));
            out.set("Accept-Post", "application/sdp");
            exchange.getResponse().setStatusCode(HttpStatus.OK);
            return exchange.getResponse().setComplete();
        }
        return chain.filter(exchange.mutate()
                .request(request -> request.headers(headers -> {
                    headers.remove(HttpHeaders.ORIGIN);
                    headers.remove(HttpHeaders.COOKIE);
                    headers.remove("Sec-Fetch-Site");
                }))
                .build());
    }
}
