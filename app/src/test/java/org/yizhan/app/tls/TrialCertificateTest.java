package org.yizhan.app.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialCertificateTest {

    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void coversThisMachineAndIsValidNow() throws Exception {
        var certificate = read(made(NOW));
        certificate.checkValidity(Date.from(NOW));
        certificate.verify(certificate.getPublicKey());
        var names = certificate.getSubjectAlternativeNames().stream()
                .map(name -> String.valueOf(name.get(1)))
                .toList();
        assertThat(names).contains("localhost", "127.0.0.1");
    }

    @Test
    void keyIsForItsOwnerOnly() throws Exception {
        assertThat(Files.getPosixFilePermissions(made(NOW).key()))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void staysTheSameWhileItFits() throws Exception {
        var first = read(made(NOW));
        var second = read(made(NOW.plus(Duration.ofDays(100))));
        assertThat(second).isEqualTo(first);
    }

    @Test
    void isMadeAnewBeforeItEnds() throws Exception {
        var first = read(made(NOW));
        var second = read(made(NOW.plus(Duration.ofDays(380))));
        assertThat(second.getNotAfter()).isAfter(first.getNotAfter());
    }

    private Tls.PemFiles made(Instant at) {
        return TrialCertificate.in(folder.resolve("tls"), Clock.fixed(at, ZoneOffset.UTC));
    }

    private static X509Certificate read(Tls.PemFiles files) throws Exception {
        try (InputStream in = Files.newInputStream(files.certificate())) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }
}
