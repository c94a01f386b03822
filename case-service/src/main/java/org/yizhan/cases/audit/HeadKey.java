package org.yizhan.cases.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import org.springframework.stereotype.Component;
import org.yizhan.cases.settings.DataFolder;

/// The key that signs heads: `keys/audit-seal.pem`, which only the program's own user reads, with its
/// public half beside it for whoever verifies. Made at the first start.
@Component
public class HeadKey {

    private static final String PRIVATE = "audit-seal.pem";
    private static final String PUBLIC = "audit-seal.pub.pem";
    private static final int ID_LENGTH = 16;

    private final KeyPair pair;

    HeadKey(DataFolder data) throws IOException {
        try {
            Files.createDirectories(
                    data.keys(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            var file = data.keys().resolve(PRIVATE);
            if (Files.notExists(file)) {
                make(file);
            }
            pair = read(file);
        } catch (GeneralSecurityException e) {
            throw new IOException("the key that signs audit heads cannot be used", e);
        }
    }

    private static void make(Path file) throws IOException, GeneralSecurityException {
        var fresh = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        var text = pem("PRIVATE KEY", fresh.getPrivate().getEncoded())
                + pem("PUBLIC KEY", fresh.getPublic().getEncoded());
        var folder = file.toAbsolutePath().getParent();
        var whole = Files.createTempFile(
                folder,
                "new",
                ".pem",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(whole, text);
        try {
            // A link, not a move: of two processes that start at once, the second finds the first one's key.
            Files.createLink(file, whole);
            Files.writeString(
                    file.resolveSibling(PUBLIC),
                    pem("PUBLIC KEY", fresh.getPublic().getEncoded()));
        } catch (FileAlreadyExistsException _) {
            // The other one was faster; its key is the key.
        } finally {
            Files.delete(whole);
        }
    }

    private static KeyPair read(Path file) throws IOException, GeneralSecurityException {
        var text = Files.readString(file);
        var secret =
                KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(unpem(text, "PRIVATE KEY")));
        return new KeyPair(readPublic(text), secret);
    }

    /// Reads a public key from PEM text.
    public static PublicKey readPublic(String pem) throws IOException {
        try {
            return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(unpem(pem, "PUBLIC KEY")));
        } catch (GeneralSecurityException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IOException("no Ed25519 public key", e);
        }
    }

    private static String pem(String what, byte[] content) {
        var lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(content);
        return "-----BEGIN " + what + "-----\n" + lines + "\n-----END " + what + "-----\n";
    }

    private static byte[] unpem(String text, String what) {
        var begin = "-----BEGIN " + what + "-----";
        var from = text.indexOf(begin) + begin.length();
        return Base64.getMimeDecoder().decode(text.substring(from, text.indexOf("-----END " + what + "-----")));
    }

    /// The first characters of the public half's SHA-256.
    public String id() {
        return Sha256.hex(pair.getPublic().getEncoded()).substring(0, ID_LENGTH);
    }

    /// The public half as it is handed to whoever verifies.
    public String publicPem() {
        return pem("PUBLIC KEY", pair.getPublic().getEncoded());
    }

    AuditHead sign(String text) {
        return new AuditHead(text, seal(text));
    }

    /// Whether `seal` is what [#seal] made of the text.
    public static boolean seals(PublicKey key, String text, String seal) {
        try {
            var check = Signature.getInstance("Ed25519");
            check.initVerify(key);
            check.update(text.getBytes(StandardCharsets.UTF_8));
            return check.verify(Base64.getDecoder().decode(seal));
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            return false;
        }
    }

    /// Ed25519 over the text, base64.
    public String seal(String text) {
        try {
            var signing = Signature.getInstance("Ed25519");
            signing.initSign(pair.getPrivate());
            signing.update(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(signing.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot sign", e);
        }
    }
}
