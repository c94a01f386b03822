package org.yizhan.media.recording.evidence;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Locale;

/// The Ed25519 key that seals recordings. Made at the first start and kept in one PEM file that only the owner of the
/// process may read.
public final class SealKey {

    public static final String ALGORITHM = "Ed25519";

    private final PrivateKey privateKey;
    private final PublicKey publicKey;

    private SealKey(PrivateKey privateKey, PublicKey publicKey) {
        this.privateKey = privateKey;
        this.publicKey = publicKey;
    }

    /// Reads the key, or makes it when the file does not exist.
    public static SealKey at(Path file) throws IOException {
        try {
            return Files.exists(file) ? read(file) : create(file);
        } catch (GeneralSecurityException broken) {
            throw new IOException("the key in " + file + " cannot be used", broken);
        }
    }

    /// The first 16 characters of the public key's SHA-256.
    public String id() {
        return id(publicKey);
    }

    static String id(PublicKey key) {
        return Sha256.of(key.getEncoded()).substring(0, 16);
    }

    public PublicKey publicKey() {
        return publicKey;
    }

    /// Base64 of the signature over `text`.
    public String sign(String text) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(privateKey);
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("a key that was read can sign", impossible);
        }
    }

    /// Whether `signature` (base64) was made over `text` with this public key's private half.
    public static boolean verifies(PublicKey key, String text, String signature) {
        try {
            Signature check = Signature.getInstance(ALGORITHM);
            check.initVerify(key);
            check.update(text.getBytes(StandardCharsets.UTF_8));
            return check.verify(Base64.getDecoder().decode(signature));
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            return false;
        }
    }

    private static SealKey create(Path file) throws IOException, GeneralSecurityException {
        KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException("no folder for " + file);
        }
        Files.createDirectories(folder);
        Path written = Files.createTempFile(
                folder,
                "key",
                ".tmp",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(
                written,
                pem("PRIVATE KEY", pair.getPrivate().getEncoded())
                        + pem("PUBLIC KEY", pair.getPublic().getEncoded()));
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
        return new SealKey(pair.getPrivate(), pair.getPublic());
    }

    private static SealKey read(Path file) throws IOException, GeneralSecurityException {
        String text = Files.readString(file);
        KeyFactory factory = KeyFactory.getInstance(ALGORITHM);
        return new SealKey(
                factory.generatePrivate(new PKCS8EncodedKeySpec(unpem(text, "PRIVATE KEY"))),
                factory.generatePublic(new X509EncodedKeySpec(unpem(text, "PUBLIC KEY"))));
    }

    private static String pem(String name, byte[] der) {
        return "-----BEGIN " + name + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                + "\n-----END " + name + "-----\n";
    }

    private static byte[] unpem(String text, String name) throws IOException {
        String begin = "-----BEGIN " + name + "-----";
        int from = text.indexOf(begin);
        int to = text.indexOf("-----END " + name + "-----");
        if (from < 0 || to < from) {
            throw new IOException("no " + name.toLowerCase(Locale.ROOT) + " in the PEM file");
        }
        return Base64.getMimeDecoder().decode(text.substring(from + begin.length(), to));
    }
}
