package org.yizhan.media.transport;

import java.security.SecureRandom;

/// A user name fragment and a password of ICE (RFC 8445 §5.3).
public record IceCredentials(String fragment, String password) {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    /// New ones of ours: 60 bits to find us by, 144 bits nobody guesses.
    public static IceCredentials random() {
        return new IceCredentials(random(10), random(24));
    }

    private static String random(int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(CHARACTERS.charAt(RANDOM.nextInt(CHARACTERS.length())));
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return "IceCredentials[" + fragment + "]";
    }
}
