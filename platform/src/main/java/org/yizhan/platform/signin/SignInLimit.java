package org.yizhan.platform.signin;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.yizhan.platform.problem.ProblemException;
import org.yizhan.platform.problem.Problems;
import reactor.core.publisher.Mono;

/// Bounds how many sign-ins one address begins in a minute.
@Component
class SignInLimit {

    private static final int ADDRESSES_REMEMBERED = 10_000;

    private final int most;
    private final Cache<String, AtomicInteger> begun = Caffeine.newBuilder()
            .expireAfterWrite(Duration.ofMinutes(1))
            .maximumSize(ADDRESSES_REMEMBERED)
            .build();

    SignInLimit(IdentitySettings settings) {
        this.most = settings.signInsPerMinute();
    }

    /// Fails with `too-many-requests`.
    Mono<Void> check(ServerHttpRequest request) {
        return Mono.defer(() ->
                allows(address(request)) ? Mono.empty() : Mono.error(new ProblemException(Problems.TOO_MANY_REQUESTS)));
    }

    boolean allows(String address) {
        return begun.get(address, _ -> new AtomicInteger()).incrementAndGet() <= most;
    }

    private static String address(ServerHttpRequest request) {
        var remote = request.getRemoteAddress();
        return remote == null || remote.getAddress() == null
                ? "unknown"
                : remote.getAddress().getHostAddress();
    }
}
