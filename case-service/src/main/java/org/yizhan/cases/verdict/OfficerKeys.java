package org.yizhan.cases.verdict;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Date;
import java.util.Locale;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yizhan.cases.audit.Sha256;
import org.yizhan.cases.settings.CaseSettings;
import org.yizhan.cases.settings.DataFolder;

/// `keys/officers/`: a PEM file an officer, private key first, then the certificate and those above it. Who has a
/// certificate of a public authority puts it there under the name of the account; for the others one is made when they
/// first need it, by an authority of our own, `root.pem`.
@Component
class OfficerKeys {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final String ROOT = "root";

    private final Path folder;
    private final Authority authority;
    private final Clock clock;

    OfficerKeys(DataFolder data, CaseSettings settings, Clock clock) {
        this.authority = new Authority(settings.officerSignature());
        this.folder = data.keys()
                .resolve("officers")
                .resolve(settings.officerSignature().name().toLowerCase(Locale.ROOT));
        this.clock = clock;
    }

    /// Name of the algorithm that all of them sign with.
    String algorithm() {
        return authority.algorithm();
    }

    /// Blocks: reads files.
    OfficerKey of(String subject, String name) throws IOException {
        var file = folder.resolve(fileName(subject));
        var kept = read(file);
        if (kept != null && kept.certificate().getNotAfter().after(Date.from(clock.instant()))) {
            return kept;
        }
        Files.deleteIfExists(file);
        return keep(file, authority.officer(root(), subject, name, clock.instant()));
    }

    /// Blocks: reads files.
    OfficerKey root() throws IOException {
        var file = folder.resolve(ROOT + ".pem");
        var kept = read(file);
        return kept == null ? keep(file, authority.root(clock.instant())) : kept;
    }

    private static String fileName(String subject) {
        var plain = PLAIN.matcher(subject).matches() && !subject.equals(ROOT);
        return (plain ? subject : "x-" + Sha256.hex(subject)) + ".pem";
    }

    private static @Nullable OfficerKey read(Path file) throws IOException {
        if (Files.notExists(file)) {
            return null;
        }
        PrivateKey secret = null;
        var chain = new ArrayList<X509Certificate>();
        try (var pem = new PEMParser(new StringReader(Files.readString(file)))) {
            for (var one = pem.readObject(); one != null; one = pem.readObject()) {
                switch (one) {
                    case PrivateKeyInfo key -> secret = keys().getPrivateKey(key);
                    case PEMKeyPair pair -> secret = keys().getPrivateKey(pair.getPrivateKeyInfo());
                    case X509CertificateHolder certificate ->
                        chain.add(new JcaX509CertificateConverter()
                                .setProvider(Authority.PROVIDER)
                                .getCertificate(certificate));
                    default -> {}
                }
            }
        } catch (CertificateException e) {
            throw new IOException(file + " holds a certificate that cannot be read", e);
        }
        if (secret == null || chain.isEmpty()) {
            throw new IOException(file + " must hold a private key and its certificate");
        }
        return new OfficerKey(secret, chain);
    }

    private static JcaPEMKeyConverter keys() {
        return new JcaPEMKeyConverter().setProvider(Authority.PROVIDER);
    }

    private OfficerKey keep(Path file, OfficerKey fresh) throws IOException {
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        var whole = Files.createTempFile(
                folder,
                "new",
                ".tmp",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(whole, pem(fresh, true));
        try {
            // A link, not a move: of two processes that sign at once, the second finds the first one's key.
            Files.createLink(file, whole);
            return fresh;
        } catch (FileAlreadyExistsException _) {
            var other = read(file);
            if (other == null) {
                throw new IOException(file + " was there and is gone");
            }
            return other;
        } finally {
            Files.delete(whole);
        }
    }

    /// @param secret also the private key
    static String pem(OfficerKey key, boolean secret) throws IOException {
        var text = new StringWriter();
        try (var pem = new JcaPEMWriter(text)) {
            if (secret) {
                pem.writeObject(new JcaPKCS8Generator(key.secret(), null));
            }
            for (var certificate : key.chain()) {
                pem.writeObject(certificate);
            }
        }
        return text.toString();
    }
}
