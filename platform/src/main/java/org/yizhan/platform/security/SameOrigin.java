package org.yizhan.platform.security;

import java.net.URI;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.yizhan.platform.problem.ProblemWriter;
import org.yizhan.platform.problem.Problems;
import reactor.core.publisher.Mono;

/// Refuses what another site's page would have a signed-in browser do: state-changing requests and WebSockets. Browsers
/// say where a request comes from in `Sec-Fetch-Site` or `Origin`, and no page can change either; a program that says
/// neither carries no browser's cookie.
@Component
@Order(-200)
class SameOrigin implements WebFilter {

    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final ProblemWriter problems;
    private final List<String> alsoOurs;

    /// @param alsoOurs origins that are ours too, such as `https://wssp.example.gov.cn`, for a proxy that hides the
    ///                 name under which the browser knows us
    SameOrigin(ProblemWriter problems, @Value("${yizhan.web.origins:}") List<String> alsoOurs) {
        this.problems = problems;
        this.alsoOurs = List.copyOf(alsoOurs);
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        var request = exchange.getRequest();
        return harmless(request) || comesFromUs(request)
                ? chain.filter(exchange)
                : problems.write(exchange, Problems.CROSS_ORIGIN);
    }

    private static boolean harmless(ServerHttpRequest request) {
        return READING.contains(request.getMethod())
                && !"websocket".equalsIgnoreCase(request.getHeaders().getUpgrade());
    }

    private boolean comesFromUs(ServerHttpRequest request) {
        var origin = request.getHeaders().getOrigin();
        var site = request.getHeaders().getFirst("Sec-Fetch-Site");
        if (origin != null && alsoOurs.contains(origin)) {
            return true;
        }
        if (site != null && !site.equals("same-origin") && !site.equals("none")) {
            return false;
        }
        return origin == null || (site != null && origin.equals("null")) || ownAuthority(request, origin);
    }

    /// Compares host and port only: behind a proxy that ends TLS the scheme differs.
    private static boolean ownAuthority(ServerHttpRequest request, String origin) {
        var theirs = authority(origin);
        var uri = request.getURI();
        return theirs != null
                && (theirs.equalsIgnoreCase(uri.getAuthority())
                        || theirs.equalsIgnoreCase(request.getHeaders().getFirst(HttpHeaders.HOST)));
    }

    private static @Nullable String authority(String origin) {
        try {
            return URI.create(origin).getAuthority();
        } catch (IllegalArgumentException _) {
            return null;
        }
    }
}
