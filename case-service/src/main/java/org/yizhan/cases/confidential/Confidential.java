package org.yizhan.cases.confidential;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;
import org.yizhan.cases.settings.DataFolder;

/// Encrypts single values (AES-256-GCM, random nonce) and makes keyed blind indexes (HMAC-SHA-256) by which equal
/// values
/// are found without being read. The keys lie in `keys/` of the data folder; whoever loses them loses the values.
@Component
public class Confidential {

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    /// First byte of every ciphertext: which key and algorithm it needs.
    private static final byte SCHEME = 1;

    private final SecretKeySpec cipherKey;
    private final SecretKeySpec indexKey;
    private final SecureRandom random = new SecureRandom();

    Confidential(DataFolder data) throws IOException {
        var keys = new KeyFolder(data.keys());
        cipherKey = new SecretKeySpec(keys.key("cases-cipher"), "AES");
        indexKey = new SecretKeySpec(keys.key("cases-index"), "HmacSHA256");
    }

    /// @param purpose is bound to the ciphertext: what was encrypted for one column does not open in another
    public byte[] encrypt(String purpose, String plain) {
        return encrypt(purpose, plain.getBytes(StandardCharsets.UTF_8));
    }

    public byte[] encrypt(String purpose, byte[] plain) {
        try {
            var nonce = new byte[NONCE_BYTES];
            random.nextBytes(nonce);
            var sealed = cipher(Cipher.ENCRYPT_MODE, nonce, purpose).doFinal(plain);
            return ByteBuffer.allocate(1 + NONCE_BYTES + sealed.length)
                    .put(SCHEME)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot encrypt", e);
        }
    }

    public String decrypt(String purpose, byte[] sealed) {
        return new String(decryptBytes(purpose, sealed), StandardCharsets.UTF_8);
    }

    public byte[] decryptBytes(String purpose, byte[] sealed) {
        if (sealed.length < 1 + NONCE_BYTES || sealed[0] != SCHEME) {
            throw new IllegalStateException("not a value of ours");
        }
        try {
            var nonce = Arrays.copyOfRange(sealed, 1, 1 + NONCE_BYTES);
            return cipher(Cipher.DECRYPT_MODE, nonce, purpose)
                    .doFinal(sealed, 1 + NONCE_BYTES, sealed.length - 1 - NONCE_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot decrypt", e);
        }
    }

    /// The same for equal values, and no way back.
    public byte[] index(String purpose, String plain) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(indexKey);
            mac.update(purpose.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return mac.doFinal(plain.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot index", e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String purpose) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, cipherKey, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(purpose.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
