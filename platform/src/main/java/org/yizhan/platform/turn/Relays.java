package org.yizhan.platform.turn;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Gives out time-limited credentials for the relays, as draft-uberti-behave-turn-rest-00 has it: the user name is when
/// they end and whose they are, the password is that signed with what we and the relays know.
public final class Relays {

    /// One relay as a browser is told of it.
    public record Relay(String url, String username, String credential) {}

    private final List<String> urls;
    private final String secret;
    private final Duration life;
    private final Clock clock;

    public Relays(List<String> urls, String secret, Duration life, Clock clock) {
        this.urls = List.copyOf(urls);
        this.secret = secret;
        this.life = life;
        this.clock = clock;
    }

    /// @param user whose they are, in letters and digits; a relay counts allocations by it
    public List<Relay> forUser(String user) {
        if (urls.isEmpty()) {
            return List.of();
        }
        String username = clock.instant().plus(life).getEpochSecond() + ":" + user;
        String credential = sign(username);
        return urls.stream().map(url -> new Relay(url, username, credential)).toList();
    }

    /// HMAC-SHA1, because the relays speak nothing else here.
    private String sign(String username) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return Base64.getEncoder().encodeToString(mac.doFinal(username.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA1", e);
        }
    }
}
