package org.yizhan.platform.security;

import reactor.core.publisher.Mono;

/// Knows who presents a bearer token. Where no bean of this type is, tokens open nothing.
public interface TokenReader {

    /// Fails with an [org.springframework.security.core.AuthenticationException] when the token is not to be trusted.
    Mono<Actor> read(String token);
}
