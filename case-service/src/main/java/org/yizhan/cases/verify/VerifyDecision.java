package org.yizhan.cases.verify;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.PDSignature;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.jspecify.annotations.Nullable;

/// Checks a signed decision: that the signature covers the whole file, that nothing was changed since,
/// and whose certificate it is.
public final class VerifyDecision {

    private static final BouncyCastleProvider PROVIDER = new BouncyCastleProvider();

    private final byte[] file;
    private final List<String> findings = new ArrayList<>();
    private final List<String> signers = new ArrayList<>();

    private VerifyDecision(byte[] file) {
        this.file = file;
    }

    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments), new PrintStream(System.out, true, StandardCharsets.UTF_8)));
    }

    /// @param arguments `[--key PEM] DECISION.pdf`; the certificate that the officer's own must lead
    /// to. Without it only the document is checked, not who its signer is
    /// @return 0 as it was signed, 1 changed, 2 not checked
    public static int run(List<String> arguments, PrintStream out) {
        var words = new ArrayList<>(arguments);
        var at = words.indexOf("--key");
        var pem = at >= 0 && at + 1 < words.size() ? words.remove(at + 1) : null;
        words.remove("--key");
        if (words.size() != 1) {
            out.println("./verify [--key PEM] DECISION.pdf");
            return 2;
        }
        try {
            var check = new VerifyDecision(Files.readAllBytes(Path.of(words.getFirst())));
            check.check(pem == null ? null : certificate(Path.of(pem)));
            check.findings.forEach(out::println);
            check.signers.forEach(out::println);
            out.println(check.findings.isEmpty() ? "as it was signed" : check.findings.size() + " findings");
            return check.findings.isEmpty() ? 0 : 1;
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            out.println("not checked: " + e);
            return 2;
        }
    }

    private static X509Certificate certificate(Path pem) throws IOException, GeneralSecurityException {
        try (var input = Files.newInputStream(pem)) {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509", PROVIDER).generateCertificate(input);
        }
    }

    private void check(@Nullable X509Certificate authority) throws IOException {
        try (var document = Loader.loadPDF(file)) {
            var signatures = document.getSignatureDictionaries();
            if (signatures.isEmpty()) {
                findings.add("there is no signature in it");
            }
            for (var signature : signatures) {
                check(signature, authority);
            }
            if (!signatures.isEmpty() && signatures.stream().noneMatch(this::coversAll)) {
                findings.add("something was added after it was signed");
            }
        } catch (IOException | RuntimeException e) {
            findings.add("can no longer be read: " + e.getMessage());
        }
    }

    /// From the first byte to the last but for the signature itself.
    private boolean coversAll(PDSignature signature) {
        var range = signature.getByteRange();
        return range.length == 4
                && range[0] == 0
                && range[1] > 0
                && range[2] > range[1]
                && (long) range[2] + range[3] == file.length
                && file[range[1]] == '<'
                && file[range[2] - 1] == '>'
                && hexOnly(range[1] + 1, range[2] - 1);
    }

    private boolean hexOnly(int from, int until) {
        for (var i = from; i < until; i++) {
            if (!(file[i] >= '0' && file[i] <= '9' || file[i] >= 'A' && file[i] <= 'F')) {
                return false;
            }
        }
        return true;
    }

    private void check(PDSignature signature, @Nullable X509Certificate authority) {
        try {
            var content = new CMSProcessableByteArray(signature.getSignedContent(file));
            var signed = signature.getContents(file);
            var data = new CMSSignedData(content, signed);
            findings.addAll(SignedContainer.findings(signed, data.toASN1Structure()));
            for (var signer : data.getSignerInfos()) {
                check(signature, data, signer, authority);
            }
        } catch (IOException | CMSException | RuntimeException e) {
            findings.add("the signature cannot be read: " + e.getMessage());
        }
    }

    private void check(
            PDSignature signature, CMSSignedData data, SignerInformation signer, @Nullable X509Certificate authority)
            throws CMSException, IOException {
        try {
            var certificates = certificates(data);
            var certificate = certificates.stream()
                    .filter(c -> signer.getSID().match(holder(c)))
                    .findFirst()
                    .orElseThrow(() -> new CMSException("the signer's certificate is not in it"));
            var verifier = new JcaSimpleSignerInfoVerifierBuilder()
                    .setProvider(PROVIDER)
                    .build(certificate);
            if (!signer.verify(verifier)) {
                findings.add("was changed after it was signed");
            }
            if (!SignedContainer.isNamed(signer.toASN1Structure(), holder(certificate))
                    || !isMeant(signer.getSignedAttributes(), certificate)) {
                findings.add("the certificate is not the one that was signed with");
            }
            certificates.remove(certificate);
            findings.addAll(new CertificateChain(certificate, certificates, PROVIDER).findings(authority));
            var at = signature.getSignDate();
            certificate.checkValidity(at == null ? new Date() : at.getTime());
            signers.add("signed by " + certificate.getSubjectX500Principal().getName() + ", certificate "
                    + certificate.getSerialNumber().toString(16));
        } catch (GeneralSecurityException | OperatorCreationException | CMSException e) {
            // A digest that differs is told by an exception, too.
            findings.add("was changed, or was not signed by who it says: " + e.getMessage());
        }
    }

    private static List<X509Certificate> certificates(CMSSignedData data) throws CertificateException {
        var converter = new JcaX509CertificateConverter().setProvider(PROVIDER);
        var all = new ArrayList<X509Certificate>();
        for (var holder : data.getCertificates().getMatches(null)) {
            all.add(converter.getCertificate(holder));
        }
        return all;
    }

    private static X509CertificateHolder holder(X509Certificate certificate) {
        try {
            return new JcaX509CertificateHolder(certificate);
        } catch (CertificateEncodingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static boolean isMeant(@Nullable AttributeTable signed, X509Certificate certificate)
            throws GeneralSecurityException {
        var attribute = signed == null ? null : signed.get(PKCSObjectIdentifiers.id_aa_signingCertificateV2);
        if (attribute == null) {
            return false;
        }
        var which = SigningCertificateV2.getInstance(attribute.getAttributeValues()[0]);
        var hash = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
        return Arrays.equals(which.getCerts()[0].getCertHashObject().getOctets(), hash);
    }
}
