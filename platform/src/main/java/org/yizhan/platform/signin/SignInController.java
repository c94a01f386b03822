package org.yizhan.platform.signin;

import java.net.URI;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.UriComponentsBuilder;
import org.yizhan.platform.problem.Problem;
import org.yizhan.platform.problem.ProblemException;
import org.yizhan.platform.security.Secrets;
import org.yizhan.platform.security.SessionCookie;
import org.yizhan.platform.security.SessionKind;
import org.yizhan.platform.security.Sessions;
import reactor.core.publisher.Mono;

/// Signs people in: authorisation code with PKCE at the provider, then a session cookie of ours.
@RestController
class SignInController {

    private static final Logger LOG = LoggerFactory.getLogger(SignInController.class);

    /// Binds the way back to the browser that went.
    private static final String BROWSER_COOKIE = "YIZHAN_SIGN_IN";

    private static final String COOKIE_PATH = "/login";

    /// A path of ours: one slash first, so that no other host is meant; nothing that a browser would read as one.
    private static final Pattern OWN_PAGE = Pattern.compile("/(?![/\\\\])[\\w\\-./?=&%~]{0,200}");

    private final ObjectProvider<IdentityProviders> providers;
    private final PendingSignIns pending;
    private final CodeExchange exchange;
    private final Accounts accounts;
    private final Sessions sessions;
    private final SignInLimit limit;
    private final IdentitySettings settings;

    SignInController(
            ObjectProvider<IdentityProviders> providers,
            PendingSignIns pending,
            CodeExchange exchange,
            Accounts accounts,
            Sessions sessions,
            SignInLimit limit,
            IdentitySettings settings) {
        this.providers = providers;
        this.pending = pending;
        this.exchange = exchange;
        this.accounts = accounts;
        this.sessions = sessions;
        this.limit = limit;
        this.settings = settings;
    }

    @GetMapping("/auth/sign-in")
    Mono<Void> signIn(@RequestParam(name = "page", defaultValue = "/") String page, ServerWebExchange web) {
        return limit.check(web.getRequest())
                .then(provider())
                .flatMap(provider ->
                        leave(provider.client(), OWN_PAGE.matcher(page).matches() ? page : "/", web))
                .onErrorResume(error -> unreachable(error, web));
    }

    @GetMapping(IdentityProvider.CALLBACK)
    Mono<Void> comeBack(
            @RequestParam(name = "state", defaultValue = "") String state,
            @RequestParam(name = "code", required = false) @Nullable String code,
            ServerWebExchange web) {
        return pending.take(state)
                .filter(it -> code != null && sameBrowser(it, web.getRequest()))
                .flatMap(it -> provider()
                        .flatMap(provider -> exchange.exchange(provider.client(), state, it, String.valueOf(code)))
                        .flatMap(token -> welcome(token, it.page(), web)))
                .switchIfEmpty(Mono.defer(() -> SignInPage.FAILED.show(web).thenReturn(false)))
                .onErrorResume(error -> failed(error, web).thenReturn(false))
                .then();
    }

    private Mono<IdentityProvider> provider() {
        var here = providers.getIfAvailable();
        return here == null
                ? Mono.error(new ProblemException(Problem.of(
                        404, "sign-in-elsewhere", "此服务不提供登录。", "Signing in is not offered by this process.")))
                : here.current();
    }

    private Mono<Void> leave(ClientRegistration client, String page, ServerWebExchange web) {
        var state = Secrets.random();
        var browser = Secrets.random();
        var asked = new Pending(
                page, hash(browser), Secrets.random(), Secrets.random(), ownAddress(web) + IdentityProvider.CALLBACK);
        var there = UriComponentsBuilder.fromUriString(IdentityProvider.authorizationUri(client))
                .queryParam("response_type", "code")
                .queryParam("client_id", "{client}")
                .queryParam("scope", "{scope}")
                .queryParam("redirect_uri", "{redirect}")
                .queryParam("state", state)
                .queryParam("nonce", asked.nonce())
                .queryParam("code_challenge", challenge(asked.verifier()))
                .queryParam("code_challenge_method", "S256")
                .queryParamIfPresent("prompt", prompt())
                .encode()
                .buildAndExpand(client.getClientId(), String.join(" ", client.getScopes()), asked.redirectUri())
                .toUri();
        return pending.add(state, asked).then(Mono.fromRunnable(() -> {
            web.getResponse()
                    .addCookie(browserCookie(web, browser)
                            .maxAge(PendingSignIns.LASTS)
                            .build());
            redirect(web, there);
        }));
    }

    /// The trial provider forgets everybody by itself.
    private Optional<String> prompt() {
        return settings.issuer() == null || settings.prompt().isEmpty()
                ? Optional.empty()
                : Optional.of(settings.prompt());
    }

    private Mono<Boolean> welcome(Jwt token, String page, ServerWebExchange web) {
        return accounts.person(token.getClaims())
                .flatMap(person -> sessions.open(
                        person.subject(), person.name(), person.roles(), person.station(), SessionKind.PERSON))
                .map(cookie -> {
                    SessionCookie.write(web, cookie, SessionKind.PERSON);
                    web.getResponse().addCookie(browserCookie(web, "").maxAge(0).build());
                    redirect(web, URI.create(page));
                    return true;
                })
                .switchIfEmpty(Mono.defer(() -> SignInPage.UNKNOWN.show(web).thenReturn(false)));
    }

    private static Mono<Void> failed(Throwable error, ServerWebExchange web) {
        return switch (error) {
            case ProblemException it -> Mono.error(it);
            case AuthenticationException it -> refused(it, web);
            case JwtException it -> refused(it, web);
            default -> unreachable(error, web);
        };
    }

    private static Mono<Void> refused(RuntimeException error, ServerWebExchange web) {
        LOG.warn("sign-in refused: {}", error.toString());
        return SignInPage.FAILED.show(web);
    }

    private static Mono<Void> unreachable(Throwable error, ServerWebExchange web) {
        if (error instanceof ProblemException) {
            return Mono.error(error);
        }
        LOG.warn("identity provider: {}", error.toString());
        return SignInPage.UNREACHABLE.show(web);
    }

    private static boolean sameBrowser(Pending pending, ServerHttpRequest request) {
        var cookie = request.getCookies().getFirst(BROWSER_COOKIE);
        return cookie != null && Secrets.same(pending.browser(), hash(cookie.getValue()));
    }

    private static ResponseCookie.ResponseCookieBuilder browserCookie(ServerWebExchange web, String value) {
        return SessionCookie.cookie(web, BROWSER_COOKIE, value, COOKIE_PATH);
    }

    private static void redirect(ServerWebExchange web, URI there) {
        web.getResponse().setStatusCode(HttpStatus.FOUND);
        web.getResponse().getHeaders().setLocation(there);
    }

    /// As the browser knows us.
    private static String ownAddress(ServerWebExchange web) {
        var uri = web.getRequest().getURI();
        return uri.getScheme() + "://" + uri.getAuthority();
    }

    private static String hash(String secret) {
        return HexFormat.of().formatHex(Secrets.sha256(secret));
    }

    private static String challenge(String verifier) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Secrets.sha256(verifier));
    }
}
