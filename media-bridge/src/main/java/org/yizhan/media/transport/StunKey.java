package org.yizhan.media.transport;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.yizhan.media.rtp.Bytes;

/// Signs and checks STUN messages with a short-term password (RFC 8489 §14.5: HMAC-SHA1). Not thread-safe.
final class StunKey {

    private final Mac mac;

    StunKey(String password) {
        try {
            mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(password.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA1", e);
        }
    }

    /// The signature of the first `length` bytes. Their length field must already count MESSAGE-INTEGRITY.
    byte[] sign(byte[] array, int offset, int length) {
        mac.update(array, offset, length);
        return mac.doFinal();
    }

    /// Whether the message is signed with this key.
    boolean checks(StunMessage message, byte[] array, int offset) {
        int at = message.integrityAt();
        if (at < 0) {
            return false;
        }
        byte[] length = new byte[2];
        Bytes.put16(length, 0, at + 24 - StunMessage.HEADER);
        mac.update(array, offset, 2);
        mac.update(length);
        mac.update(array, offset + 4, at - 4);
        byte[] expected = mac.doFinal();
        return MessageDigest.isEqual(
                expected, Arrays.copyOfRange(array, offset + at + 4, offset + at + 4 + expected.length));
    }
}
