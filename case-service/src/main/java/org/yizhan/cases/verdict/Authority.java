package org.yizhan.cases.verdict;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.yizhan.cases.settings.OfficerSignature;

/// Makes keys and certificates for officers of a bureau that has none from elsewhere.
record Authority(OfficerSignature kind) {

    static final BouncyCastleProvider PROVIDER = new BouncyCastleProvider();

    private static final int ROOT_YEARS = 20;
    private static final int OFFICER_YEARS = 3;
    private static final int SERIAL_BITS = 120;

    /// A certificate is valid a little before it was made: the decision that it is made for was taken then.
    private static final Duration EARLY = Duration.ofDays(1);

    /// Name of the signature algorithm, as the provider knows it.
    String algorithm() {
        return switch (kind) {
            case ECDSA -> "SHA256withECDSA";
            case SM2 -> "SM3withSM2";
        };
    }

    private KeyPair pair() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC", PROVIDER);
        generator.initialize(new ECGenParameterSpec(
                switch (kind) {
                    case ECDSA -> "secp256r1";
                    case SM2 -> "sm2p256v1";
                }));
        return generator.generateKeyPair();
    }

    OfficerKey root(Instant now) throws IOException {
        var name = new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.O, "Yizhan")
                .addRDN(BCStyle.CN, "Officers " + kind)
                .build();
        try {
            var pair = pair();
            var certificate = issue(name, name, pair, pair, true, now);
            return new OfficerKey(pair.getPrivate(), List.of(certificate));
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IOException("no authority for officers' certificates can be made", e);
        }
    }

    /// @param subject the officer's account
    OfficerKey officer(OfficerKey root, String subject, String name, Instant now) throws IOException {
        var whose = new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.O, "Yizhan")
                .addRDN(BCStyle.UID, subject)
                .addRDN(BCStyle.CN, name.isBlank() ? subject : name)
                .build();
        var above = X500Name.getInstance(
                root.certificate().getSubjectX500Principal().getEncoded());
        try {
            var pair = pair();
            var authority = new KeyPair(root.certificate().getPublicKey(), root.secret());
            var certificate = issue(above, whose, pair, authority, false, now);
            return new OfficerKey(pair.getPrivate(), List.of(certificate, root.certificate()));
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IOException("no certificate for an officer can be made", e);
        }
    }

    private X509Certificate issue(
            X500Name issuer, X500Name subject, KeyPair pair, KeyPair authority, boolean root, Instant now)
            throws GeneralSecurityException, IOException, OperatorCreationException {
        var until = now.atZone(ZoneOffset.UTC)
                .plusYears(root ? ROOT_YEARS : OFFICER_YEARS)
                .toInstant();
        var serial = new BigInteger(SERIAL_BITS, new SecureRandom()).setBit(SERIAL_BITS);
        var usage = root ? KeyUsage.keyCertSign : KeyUsage.digitalSignature | KeyUsage.nonRepudiation;
        var extensions = new JcaX509ExtensionUtils();
        var builder = new JcaX509v3CertificateBuilder(
                        issuer, serial, Date.from(now.minus(EARLY)), Date.from(until), subject, pair.getPublic())
                .addExtension(Extension.basicConstraints, true, new BasicConstraints(root))
                .addExtension(Extension.keyUsage, true, new KeyUsage(usage))
                .addExtension(
                        Extension.subjectKeyIdentifier, false, extensions.createSubjectKeyIdentifier(pair.getPublic()))
                .addExtension(
                        Extension.authorityKeyIdentifier,
                        false,
                        extensions.createAuthorityKeyIdentifier(authority.getPublic()));
        var signer =
                new JcaContentSignerBuilder(algorithm()).setProvider(PROVIDER).build(authority.getPrivate());
        return new JcaX509CertificateConverter().setProvider(PROVIDER).getCertificate(builder.build(signer));
    }
}
