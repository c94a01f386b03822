package org.yizhan.platform.security;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Short-lived bearer tokens that one part gives out and another believes: both know the parts' word. A token says what
/// it is for, what it allows and until when, and cannot be taken back before.
public final class PartTokens {

    /// What a token may say.
    private static final int MAX_LENGTH = 512;

    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final PartSecret secret;
    private final Clock clock;

    PartTokens(PartSecret secret, Clock clock) {
        this.secret = secret;
        this.clock = clock;
    }

    /// @param purpose a token for one purpose opens nothing for another
    /// @param content comes back from [#read(String, String)]
    public String issue(String purpose, String content, Duration life) {
        String text = clock.instant().plus(life).getEpochSecond() + " " + content;
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return ENCODER.encodeToString(bytes) + "." + ENCODER.encodeToString(sign(purpose, bytes));
    }

    /// What the token allows; empty when it is not ours, for something else, or over.
    public Optional<String> read(String purpose, String token) {
        int dot = token.indexOf('.');
        if (dot < 0 || token.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(token.substring(0, dot));
            byte[] signature = Base64.getUrlDecoder().decode(token.substring(dot + 1));
            if (!MessageDigest.isEqual(signature, sign(purpose, bytes))) {
                return Optional.empty();
            }
            String[] words = new String(bytes, StandardCharsets.UTF_8).split(" ", 2);
            boolean over = !clock.instant().isBefore(Instant.ofEpochSecond(Long.parseLong(words[0])));
            return over || words.length < 2 ? Optional.empty() : Optional.of(words[1]);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private byte[] sign(String purpose, byte[] bytes) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.key(purpose), "HmacSHA256"));
            return mac.doFinal(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}
