package org.yizhan.platform.security;

import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/// Tells browsers what our pages may do, and keeps answers about people out of caches.
@Component
@Order(-300)
class SecurityHeaders implements WebFilter {

    /// Own scripts only; `blob:` for recordings, stills and PDFs; sockets to ourselves, named for browsers in which
    /// `'self'` does not cover them. Element Plus sets styles on elements.
    private static final String CONTENT =
            "default-src 'self'; connect-src 'self' ws: wss: blob:; img-src 'self' blob: data:; media-src 'self' blob:;"
                    + " script-src 'self'; worker-src 'self' blob:; style-src 'self' 'unsafe-inline';"
                    + " frame-src 'self' blob:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors ";

    private static final String PERMISSIONS =
            "camera=(self), microphone=(self), display-capture=(self), geolocation=(), payment=(), usb=(),"
                    + " browsing-topics=()";

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        exchange.getResponse().beforeCommit(() -> Mono.fromRunnable(() -> add(exchange)));
        return chain.filter(exchange);
    }

    private static void add(ServerWebExchange exchange) {
        var path = exchange.getRequest().getPath().value();
        var headers = exchange.getResponse().getHeaders();
        boolean answer = path.startsWith("/api/");
        // Our own page may show one of our PDFs in a frame; nothing else is ever framed.
        set(headers, "Content-Security-Policy", CONTENT + (answer ? "'self'" : "'none'"));
        set(headers, "X-Frame-Options", answer ? "SAMEORIGIN" : "DENY");
        set(headers, "Permissions-Policy", PERMISSIONS);
        set(headers, "X-Content-Type-Options", "nosniff");
        set(headers, "Referrer-Policy", "same-origin");
        set(headers, "Cross-Origin-Opener-Policy", "same-origin");
        set(headers, "Cross-Origin-Resource-Policy", "same-origin");
        if (answer || path.startsWith("/auth/") || path.startsWith("/internal/")) {
            set(headers, HttpHeaders.CACHE_CONTROL, "no-store");
        }
        if ("https".equals(exchange.getRequest().getURI().getScheme())) {
            set(headers, "Strict-Transport-Security", "max-age=31536000");
        }
    }

    private static void set(HttpHeaders headers, String name, String value) {
        if (!headers.containsHeader(name)) {
            headers.set(name, value);
        }
    }
}
