package org.yizhan.media.recording.evidence;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import java.util.Locale;

/// The key that seals recordings. Made at the first start and kept in one PEM file that only the owner of the
/// process may read.
public final class SealKey {

    /// What its public half is called beside it, instead of `.pem`.
    private static final String PUBLIC = ".pub.pem";

    private final SealAlgorithm algorithm;
    private final PrivateKey privateKey;
    private final PublicKey publicKey;

    private SealKey(SealAlgorithm algorithm, PrivateKey privateKey, PublicKey publicKey) {
        this.algorithm = algorithm;
        this.privateKey = privateKey;
        this.publicKey = publicKey;
    }

    /// Reads an Ed25519 key, or makes it when the file does not exist.
    public static SealKey at(Path file) throws IOException {
        return at(file, SealAlgorithm.ED25519);
    }

    /// Reads the key, or makes it when the file does not exist. Its public half is written beside it, to be handed out.
    public static SealKey at(Path file, SealAlgorithm algorithm) throws IOException {
        try {
            SealKey key = Files.exists(file) ? read(file, algorithm) : create(file, algorithm);
            Path beside = file.resolveSibling(file.getFileName().toString().replaceFirst("\\.pem$", "") + PUBLIC);
            if (!Files.exists(beside)) {
                Files.writeString(beside, key.publicPem());
            }
            return key;
        } catch (GeneralSecurityException broken) {
            throw new IOException("the key in " + file + " cannot be used", broken);
        }
    }

    /// The first 16 characters of the public key's SHA-256.
    public String id() {
        return id(publicKey);
    }

    public SealAlgorithm algorithm() {
        return algorithm;
    }

    /// The public half as it is handed to whoever verifies.
    public String publicPem() {
        return pem("PUBLIC KEY", publicKey.getEncoded());
    }

    /// Reads a public key from PEM text.
    public static PublicKey readPublic(String pem) throws IOException {
        try {
            return SealAlgorithm.publicKey(unpem(pem, "PUBLIC KEY"));
        } catch (GeneralSecurityException | IllegalArgumentException broken) {
            throw new IOException("no Ed25519 or SM2 public key", broken);
        }
    }

    public static String id(PublicKey key) {
        return Sha256.of(key.getEncoded()).substring(0, 16);
    }

    public PublicKey publicKey() {
        return publicKey;
    }

    /// Base64 of the signature over `text`.
    public String sign(String text) {
        try {
            Signature signature = algorithm.signature();
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
            byte[] bytes = Base64.getDecoder().decode(signature);
            Signature check = SealAlgorithm.of(key).signature();
            check.initVerify(key);
            check.update(text.getBytes(StandardCharsets.UTF_8));
            // The last character has bits that mean nothing: only one way to write a signature counts.
            return Base64.getEncoder().encodeToString(bytes).equals(signature) && check.verify(bytes);
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            return false;
        }
    }

    private static SealKey create(Path file, SealAlgorithm algorithm) throws IOException, GeneralSecurityException {
        KeyPair pair = algorithm.generate();
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
        return new SealKey(algorithm, pair.getPrivate(), pair.getPublic());
    }

    private static SealKey read(Path file, SealAlgorithm algorithm) throws IOException, GeneralSecurityException {
        String text = Files.readString(file);
        PublicKey open = SealAlgorithm.publicKey(unpem(text, "PUBLIC KEY"));
        if (SealAlgorithm.of(open) != algorithm) {
            throw new IOException(file + " holds no " + algorithm.word() + " key");
        }
        return new SealKey(algorithm, algorithm.privateKey(unpem(text, "PRIVATE KEY")), open);
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
