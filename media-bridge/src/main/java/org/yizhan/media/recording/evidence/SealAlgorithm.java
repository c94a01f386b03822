package org.yizhan.media.recording.evidence;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/// How recordings are sealed.
public enum SealAlgorithm {
    /// RFC 8032.
    ED25519("Ed25519"),
    /// SM2 over SM3 (GB/T 32918, GM/T 0009 with the default user id), of Bouncy Castle: Java has neither.
    SM2("SM2-SM3");

    private static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();
    private static final String SM2_CURVE = "sm2p256v1";

    private final String word;

    SealAlgorithm(String word) {
        this.word = word;
    }

    /// As seals name it.
    public String word() {
        return word;
    }

    /// The public key in an X.509 form, of whichever of these it is.
    static PublicKey publicKey(byte[] encoded) throws GeneralSecurityException {
        try {
            return ED25519.keys().generatePublic(new X509EncodedKeySpec(encoded));
        } catch (GeneralSecurityException _) {
            return SM2.keys().generatePublic(new X509EncodedKeySpec(encoded));
        }
    }

    static SealAlgorithm of(PublicKey key) {
        return key.getAlgorithm().startsWith("Ed") ? ED25519 : SM2;
    }

    PrivateKey privateKey(byte[] encoded) throws GeneralSecurityException {
        return keys().generatePrivate(new PKCS8EncodedKeySpec(encoded));
    }

    KeyPair generate() throws GeneralSecurityException {
        return switch (this) {
            case ED25519 -> KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            case SM2 -> {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", BOUNCY_CASTLE);
                generator.initialize(new ECGenParameterSpec(SM2_CURVE));
                yield generator.generateKeyPair();
            }
        };
    }

    Signature signature() throws GeneralSecurityException {
        return switch (this) {
            case ED25519 -> Signature.getInstance("Ed25519");
            case SM2 -> Signature.getInstance("SM3withSM2", BOUNCY_CASTLE);
        };
    }

    private KeyFactory keys() throws GeneralSecurityException {
        return switch (this) {
            case ED25519 -> KeyFactory.getInstance("Ed25519");
            case SM2 -> KeyFactory.getInstance("EC", BOUNCY_CASTLE);
        };
    }
}
