package org.yizhan.platform.security;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

@RestController
class SignOutController {

    private final Sessions sessions;

    SignOutController(Sessions sessions) {
        this.sessions = sessions;
    }

    /// Ends the session of the cookie, if any, and takes the cookie away. Safe to repeat.
    @PostMapping("/auth/sign-out")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> signOut(ServerWebExchange exchange) {
        SessionCookie.clear(exchange);
        return Mono.justOrEmpty(SessionCookie.read(exchange)).flatMap(sessions::end);
    }
}
