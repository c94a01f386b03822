package org.yizhan.media.recording.cipher;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import org.jspecify.annotations.Nullable;
import org.yizhan.media.recording.evidence.Sha256;

/// The key that encrypts one recording, all its sources and parts. Nonces are random: even 2³² fragments under one
/// key keep the chance of a repeated one below 2⁻³².
public final class DataKey {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final CipherAlgorithm algorithm;
    private final byte[] key;

    DataKey(CipherAlgorithm algorithm, byte[] key) {
        this.algorithm = algorithm;
        this.key = key.clone();
    }

    static DataKey fresh(CipherAlgorithm algorithm) {
        return new DataKey(algorithm, random(algorithm.keyBytes()));
    }

    static byte[] random(int bytes) {
        byte[] made = new byte[bytes];
        RANDOM.nextBytes(made);
        return made;
    }

    public CipherAlgorithm algorithm() {
        return algorithm;
    }

    /// Tells this key from any other and says nothing else about it. Sealed with the manifest, it binds the encrypted
    /// fragments to one content: GCM alone would let a forger find a second key that opens them to something else.
    public String check() {
        byte[] label = ("yizhan-data-key:" + algorithm.word() + ":").getBytes(StandardCharsets.US_ASCII);
        byte[] text = new byte[label.length + key.length];
        System.arraycopy(label, 0, text, 0, label.length);
        System.arraycopy(key, 0, text, label.length, key.length);
        return Sha256.of(text);
    }

    byte[] bytes() {
        return key.clone();
    }

    byte[] encrypt(byte[] nonce, byte[] bound, byte[] plain) {
        try {
            return algorithm.run(Cipher.ENCRYPT_MODE, key, nonce, bound, plain);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("a key of the right length encrypts", impossible);
        }
    }

    byte @Nullable [] decrypt(byte[] nonce, byte[] bound, byte[] sealed) {
        try {
            return algorithm.run(Cipher.DECRYPT_MODE, key, nonce, bound, sealed);
        } catch (GeneralSecurityException _) {
            return null;
        }
    }
}
