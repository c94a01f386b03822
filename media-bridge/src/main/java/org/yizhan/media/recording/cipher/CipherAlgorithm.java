package org.yizhan.media.recording.cipher;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/// Authenticated encryption of fragments and of data keys.
public enum CipherAlgorithm {
    AES_256_GCM("AES-256-GCM", 32),
    /// GB/T 32907 in Galois counter mode (RFC 8998), of Bouncy Castle.
    SM4_GCM("SM4-GCM", 16);

    static final int NONCE_BYTES = 12;
    static final int TAG_BYTES = 16;

    private static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();

    private final String word;
    private final int keyBytes;

    CipherAlgorithm(String word, int keyBytes) {
        this.word = word;
        this.keyBytes = keyBytes;
    }

    /// As manifests name it.
    public String word() {
        return word;
    }

    int keyBytes() {
        return keyBytes;
    }

    /// @throws IllegalArgumentException when there is none of that name
    public static CipherAlgorithm ofWord(String word) {
        for (CipherAlgorithm algorithm : values()) {
            if (algorithm.word.equals(word)) {
                return algorithm;
            }
        }
        throw new IllegalArgumentException("no cipher is called " + word);
    }

    /// @param mode `Cipher.ENCRYPT_MODE`: content to content and tag; `Cipher.DECRYPT_MODE`: back
    /// @throws GeneralSecurityException when the tag does not fit
    byte[] run(int mode, byte[] key, byte[] nonce, byte[] bound, byte[] input) throws GeneralSecurityException {
        Cipher cipher = switch (this) {
            case AES_256_GCM -> Cipher.getInstance("AES/GCM/NoPadding");
            case SM4_GCM -> Cipher.getInstance("SM4/GCM/NoPadding", BOUNCY_CASTLE);
        };
        String name = this == AES_256_GCM ? "AES" : "SM4";
        cipher.init(mode, new SecretKeySpec(key, name), new GCMParameterSpec(8 * TAG_BYTES, nonce));
        cipher.updateAAD(bound);
        return cipher.doFinal(input);
    }

    /// A key of this algorithm's length, made of another key and a purpose.
    byte[] derive(byte[] key, byte[] purpose) throws GeneralSecurityException {
        Mac mac = switch (this) {
            case AES_256_GCM -> Mac.getInstance("HmacSHA256");
            case SM4_GCM -> Mac.getInstance("HMACSM3", BOUNCY_CASTLE);
        };
        mac.init(new SecretKeySpec(key, mac.getAlgorithm()));
        byte[] made = mac.doFinal(purpose);
        return Arrays.copyOf(made, keyBytes);
    }
}
