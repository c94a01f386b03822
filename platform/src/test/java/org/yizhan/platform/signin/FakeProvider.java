package org.yizhan.platform.signin;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.yizhan.platform.security.Secrets;

/// A small OpenID Connect provider, written from the specifications: discovery, keys, code with PKCE, device grant. It
/// speaks HTTP on the loopback address and signs with a key of its own.
final class FakeProvider implements AutoCloseable {

    static final String CLIENT = "yizhan";
    static final String SECRET = "s3cret";

    /// What the next token says besides the usual; `nonce` here replaces the one that was asked for.
    final Map<String, Object> claims = new ConcurrentHashMap<>();

    /// What the token endpoint says to the next device polls; empty: approved.
    final Deque<String> deviceErrors = new ConcurrentLinkedDeque<>();

    private record Asked(String challenge, String nonce, String redirect) {}

    private final Map<String, Asked> codes = new ConcurrentHashMap<>();
    private final RSAKey key;
    private final HttpServer server;
    private volatile RSAKey signsWith;

    FakeProvider() {
        try {
            key = new RSAKeyGenerator(2048).keyID("one").generate();
            signsWith = key;
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        server.createContext("/.well-known/openid-configuration", it -> answer(it, 200, configuration()));
        server.createContext("/keys", it -> answer(it, 200, new JWKSet(key).toString()));
        server.createContext("/authorize", this::authorize);
        server.createContext("/token", this::token);
        server.createContext("/device", this::device);
        server.start();
    }

    String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /// From now on signs with a key that it does not publish.
    void signWithAnotherKey() {
        try {
            signsWith = new RSAKeyGenerator(2048).keyID("one").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    void reset() {
        signsWith = key;
        claims.clear();
        deviceErrors.clear();
    }

    String sign(Map<String, Object> said) {
        var now = Instant.now();
        var claimsSet = new JWTClaimsSet.Builder()
                .issuer(issuer())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(300)));
        said.forEach(claimsSet::claim);
        try {
            var jwt = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("one").build(), claimsSet.build());
            jwt.sign(new RSASSASigner(signsWith));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private String configuration() {
        return """
                {"issuer":"%1$s","authorization_endpoint":"%1$s/authorize","token_endpoint":"%1$s/token",
                 "jwks_uri":"%1$s/keys","device_authorization_endpoint":"%1$s/device"}""".formatted(issuer());
    }

    /// Whoever comes is signed in at once.
    private void authorize(HttpExchange exchange) throws IOException {
        var asked = fields(exchange.getRequestURI().getRawQuery());
        if (!"S256".equals(asked.get("code_challenge_method")) || !"login".equals(asked.get("prompt"))) {
            answer(exchange, 400, "{}");
            return;
        }
        var code = Secrets.random();
        codes.put(
                code,
                new Asked(
                        Objects.requireNonNull(asked.get("code_challenge")),
                        Objects.requireNonNull(asked.get("nonce")),
                        Objects.requireNonNull(asked.get("redirect_uri"))));
        exchange.getResponseHeaders()
                .set("Location", asked.get("redirect_uri") + "?code=" + code + "&state=" + asked.get("state"));
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }

    private void token(HttpExchange exchange) throws IOException {
        var sent = fields(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        if (!knowsUs(exchange)) {
            answer(exchange, 401, "{\"error\":\"invalid_client\"}");
        } else if ("authorization_code".equals(sent.get("grant_type"))) {
            codeToken(exchange, sent);
        } else {
            var error = deviceErrors.poll();
            if (error == null) {
                answer(exchange, 200, tokens(new HashMap<>(claims)));
            } else {
                answer(exchange, 400, "{\"error\":\"" + error + "\"}");
            }
        }
    }

    private void codeToken(HttpExchange exchange, Map<String, String> sent) throws IOException {
        var asked = codes.remove(sent.getOrDefault("code", ""));
        var verifier = sent.getOrDefault("code_verifier", "");
        var challenge = Base64.getUrlEncoder().withoutPadding().encodeToString(Secrets.sha256(verifier));
        if (asked == null
                || !asked.challenge().equals(challenge)
                || !asked.redirect().equals(sent.get("redirect_uri"))) {
            answer(exchange, 400, "{\"error\":\"invalid_grant\"}");
            return;
        }
        var said = new HashMap<String, Object>(claims);
        said.putIfAbsent("nonce", asked.nonce());
        answer(exchange, 200, tokens(said));
    }

    private String tokens(Map<String, Object> said) {
        said.putIfAbsent("aud", CLIENT);
        return "{\"access_token\":\"opaque\",\"token_type\":\"Bearer\",\"expires_in\":300,\"id_token\":\"" + sign(said)
                + "\"}";
    }

    private void device(HttpExchange exchange) throws IOException {
        answer(exchange, 200, """
                {"device_code":"device-code-of-the-terminal","user_code":"ABCD-EFGH","expires_in":600,"interval":1,
                 "verification_uri":"%1$s/activate","verification_uri_complete":"%1$s/activate?code=ABCD-EFGH"}""".formatted(issuer()));
    }

    private static boolean knowsUs(HttpExchange exchange) {
        var wanted =
                "Basic " + Base64.getEncoder().encodeToString((CLIENT + ":" + SECRET).getBytes(StandardCharsets.UTF_8));
        return wanted.equals(exchange.getRequestHeaders().getFirst("Authorization"));
    }

    private static Map<String, String> fields(String form) {
        var fields = new HashMap<String, String>();
        for (var pair : form.split("&")) {
            var parts = pair.split("=", 2);
            fields.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return fields;
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        var bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
