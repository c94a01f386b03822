package org.yizhan.platform.security;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseCookie;
import org.springframework.web.server.ServerWebExchange;

/// The one cookie of a signed-in browser.
public final class SessionCookie {

    public static final String NAME = "YIZHAN_SESSION";

    private SessionCookie() {}

    static @Nullable String read(ServerWebExchange exchange) {
        var cookie = exchange.getRequest().getCookies().getFirst(NAME);
        return cookie == null ? null : cookie.getValue();
    }

    /// A person's ends with the browser, a terminal's stays.
    public static void write(ServerWebExchange exchange, String value, SessionKind kind) {
        var cookie = cookie(exchange, NAME, value, "/");
        exchange.getResponse()
                .addCookie(
                        kind == SessionKind.TERMINAL
                                ? cookie.maxAge(kind.lifetime()).build()
                                : cookie.build());
    }

    static void clear(ServerWebExchange exchange) {
        exchange.getResponse()
                .addCookie(cookie(exchange, NAME, "", "/").maxAge(Duration.ZERO).build());
    }

    /// A cookie of ours: not for scripts, not for other sites, under TLS only where there is TLS.
    public static ResponseCookie.ResponseCookieBuilder cookie(
            ServerWebExchange exchange, String name, String value, String path) {
        return ResponseCookie.from(name, value)
                .path(path)
                .httpOnly(true)
                .secure("https".equals(exchange.getRequest().getURI().getScheme()))
                .sameSite("Lax");
    }
}
