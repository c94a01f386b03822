package org.yizhan.platform.signin;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import org.yizhan.platform.problem.Problem;
import org.yizhan.platform.problem.ProblemException;
import org.yizhan.platform.security.Secrets;
import org.yizhan.platform.security.SessionCookie;
import org.yizhan.platform.security.SessionKind;
import org.yizhan.platform.security.Sessions;
import org.yizhan.protocol.id.Role;
import reactor.core.publisher.Mono;

/// Signs terminals in: the terminal shows a code, an administrator approves it at the provider, the terminal gets a
/// session cookie. Tokens stay on the server.
@RestController
class DeviceController {

    private static final Problem UNKNOWN_TERMINAL =
            Problem.of(404, "terminal-unknown", "没有登记此终端。", "No terminal of this name is registered.");
    private static final Problem NOT_OFFERED = Problem.of(
            404, "device-grant-not-offered", "身份认证服务不支持终端授权。", "The identity provider does not approve terminals.");
    private static final Problem UNREACHABLE = Problem.of(
            503, "identity-unreachable", "身份认证服务暂时无法连接。", "The identity provider cannot be reached just now.");
    private static final long DEFAULT_INTERVAL = 5;

    private final ObjectProvider<IdentityProviders> providers;
    private final DeviceEndpoint endpoint;
    private final DeviceGrants grants;
    private final Terminals terminals;
    private final ProviderTokens tokens;
    private final Accounts accounts;
    private final Sessions sessions;
    private final SignInLimit limit;
    private final Clock clock;

    DeviceController(
            ObjectProvider<IdentityProviders> providers,
            DeviceEndpoint endpoint,
            DeviceGrants grants,
            Terminals terminals,
            ProviderTokens tokens,
            Accounts accounts,
            Sessions sessions,
            SignInLimit limit,
            Clock clock) {
        this.providers = providers;
        this.endpoint = endpoint;
        this.grants = grants;
        this.terminals = terminals;
        this.tokens = tokens;
        this.accounts = accounts;
        this.sessions = sessions;
        this.limit = limit;
        this.clock = clock;
    }

    record Start(@NotBlank @Size(max = 64) String terminal) {}

    /// @param handle           what the terminal polls with; a secret of its own
    /// @param userCode         what the administrator types or compares
    /// @param verificationPath where the administrator approves; a path of ours or an address of the provider's
    /// @param verificationPathComplete the same with the code in it, for a QR code
    /// @param interval         seconds between two polls
    /// @param expiresIn        seconds until the code is worth nothing
    record Started(
            String handle,
            String userCode,
            String verificationPath,
            String verificationPathComplete,
            long interval,
            long expiresIn) {}

    record Poll(@NotBlank @Size(max = 64) String handle) {}

    /// @param state    `pending`, `approved` (the cookie is set), `denied` or `expired`
    /// @param interval seconds until the next poll; null when there is none
    record Polled(String state, @Nullable Long interval) {
        static Polled pending(Duration interval) {
            return new Polled("pending", interval.toSeconds());
        }

        static Polled over(String state) {
            return new Polled(state, null);
        }
    }

    @PostMapping("/auth/device")
    Mono<Started> start(@Valid @RequestBody Start request, ServerWebExchange web) {
        return limit.check(web.getRequest())
                .then(terminals.find(request.terminal()))
                .switchIfEmpty(Mono.error(() -> new ProblemException(UNKNOWN_TERMINAL)))
                .zipWith(provider())
                .flatMap(it -> start(it.getT1(), it.getT2()));
    }

    @PostMapping("/auth/device/poll")
    Mono<Polled> poll(@Valid @RequestBody Poll request, ServerWebExchange web) {
        return grants.find(request.handle())
                .flatMap(grant -> grants.takeTurn(request.handle(), grant)
                        .flatMap(ours ->
                                ours ? ask(request.handle(), grant, web) : Mono.just(Polled.pending(grant.interval()))))
                .defaultIfEmpty(Polled.over("expired"));
    }

    private Mono<IdentityProvider> provider() {
        var here = providers.getIfAvailable();
        return here == null
                ? Mono.error(new ProblemException(NOT_OFFERED))
                : here.current().onErrorMap(_ -> new ProblemException(UNREACHABLE));
    }

    private Mono<Started> start(Terminals.Terminal terminal, IdentityProvider provider) {
        if (provider.deviceUri() == null) {
            return Mono.error(new ProblemException(NOT_OFFERED));
        }
        var handle = Secrets.random();
        return endpoint.start(provider)
                .onErrorMap(_ -> new ProblemException(UNREACHABLE))
                .flatMap(it -> grants.add(handle, grant(terminal, it), Duration.ofSeconds(it.expiresIn()))
                        .thenReturn(started(handle, it, provider)));
    }

    private DeviceGrant grant(Terminals.Terminal terminal, DeviceEndpoint.Started started) {
        return new DeviceGrant(
                terminal.id(),
                started.userCode(),
                started.deviceCode(),
                clock.instant(),
                Duration.ofSeconds(Objects.requireNonNullElse(started.interval(), DEFAULT_INTERVAL)));
    }

    private static Started started(String handle, DeviceEndpoint.Started started, IdentityProvider provider) {
        var ours = provider.approvalPath();
        var path = ours == null ? started.verificationUri() : ours;
        var complete = ours == null ? started.verificationUriComplete() : ours + "?user_code=" + started.userCode();
        return new Started(
                handle,
                started.userCode(),
                path,
                Objects.requireNonNullElse(complete, path),
                Objects.requireNonNullElse(started.interval(), DEFAULT_INTERVAL),
                started.expiresIn());
    }

    private Mono<Polled> ask(String handle, DeviceGrant grant, ServerWebExchange web) {
        return provider()
                .flatMap(provider -> endpoint.ask(provider, grant.deviceCode())
                        .onErrorMap(_ -> new ProblemException(UNREACHABLE))
                        .flatMap(answer -> decide(handle, grant, provider, answer, web)));
    }

    private Mono<Polled> decide(
            String handle,
            DeviceGrant grant,
            IdentityProvider provider,
            DeviceEndpoint.Answer answer,
            ServerWebExchange web) {
        var token = answer.idToken() == null ? answer.accessToken() : answer.idToken();
        if (token != null) {
            return grants.remove(handle).then(approved(token, grant, provider, web));
        }
        return switch (answer.error()) {
            case "authorization_pending" -> Mono.just(Polled.pending(grant.interval()));
            case "slow_down" ->
                grants.slowDown(handle)
                        .thenReturn(Polled.pending(grant.interval().plusSeconds(5)));
            case "expired_token" -> grants.remove(handle).thenReturn(Polled.over("expired"));
            case null, default -> grants.remove(handle).thenReturn(Polled.over("denied"));
        };
    }

    /// Whoever approved must be an administrator of a station that covers the terminal's.
    private Mono<Polled> approved(String token, DeviceGrant grant, IdentityProvider provider, ServerWebExchange web) {
        return tokens.decode(provider.client(), token)
                .flatMap(jwt -> accounts.person(jwt.getClaims()))
                .filter(approver -> approver.roles().contains(Role.ADMINISTRATOR))
                .flatMap(approver -> terminals
                        .find(grant.terminal())
                        .filter(terminal -> approver.station().covers(terminal.station())))
                .flatMap(terminal -> sessions.open(
                        terminal.id(),
                        terminal.name(),
                        Set.of(Role.TERMINAL),
                        terminal.station(),
                        SessionKind.TERMINAL))
                .map(cookie -> {
                    SessionCookie.write(web, cookie, SessionKind.TERMINAL);
                    return Polled.over("approved");
                })
                .defaultIfEmpty(Polled.over("denied"));
    }
}
