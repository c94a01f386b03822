package org.yizhan.cases.verdict;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Calendar;
import java.util.GregorianCalendar;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.PDSignature;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.SignatureOptions;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/// Signs PDF documents: PAdES baseline B (ETSI EN 319 142-1), a CMS signature in the document itself over every byte
/// but
/// its own.
record PdfSigning(OfficerKey key, String algorithm) {

    /// Room for the signature with its certificates, in bytes.
    private static final int ROOM = 12_288;

    /// @param reason why, as readers of the PDF see it
    byte[] sign(byte[] pdf, String name, String reason, Instant at) throws IOException {
        var signature = new PDSignature();
        signature.setFilter(PDSignature.FILTER_ADOBE_PPKLITE);
        signature.setSubFilter(COSName.getPDFName("ETSI.CAdES.detached"));
        signature.setName(name);
        signature.setReason(reason);
        signature.setSignDate(date(at));
        try (var document = Loader.loadPDF(pdf);
                var options = new SignatureOptions()) {
            options.setPreferredSignatureSize(ROOM);
            document.addSignature(signature, this::cms, options);
            var signed = new ByteArrayOutputStream();
            document.saveIncremental(signed);
            return signed.toByteArray();
        }
    }

    private static Calendar date(Instant at) {
        var date = new GregorianCalendar();
        date.setTimeInMillis(at.toEpochMilli());
        return date;
    }

    private byte[] cms(InputStream content) throws IOException {
        try {
            var generator = new CMSSignedDataGenerator();
            var digests = new JcaDigestCalculatorProviderBuilder()
                    .setProvider(Authority.PROVIDER)
                    .build();
            var signer = new JcaContentSignerBuilder(algorithm)
                    .setProvider(Authority.PROVIDER)
                    .build(key.secret());
            var extra = new AttributeTable(new DERSet(ownCertificate()));
            generator.addSignerInfoGenerator(new JcaSignerInfoGeneratorBuilder(digests)
                    // The time stands in the PDF's own dictionary; PAdES wants it nowhere else.
                    .setSignedAttributeGenerator(known -> new DefaultSignedAttributeTableGenerator(extra)
                            .getAttributes(known)
                            .remove(CMSAttributes.signingTime))
                    .build(signer, key.certificate()));
            generator.addCertificates(new JcaCertStore(key.chain()));
            return generator
                    .generate(new CMSProcessableByteArray(content.readAllBytes()), false)
                    .getEncoded(ASN1Encoding.DER);
        } catch (GeneralSecurityException | OperatorCreationException | CMSException e) {
            throw new IOException("the document cannot be signed", e);
        }
    }

    /// Which certificate it is meant to be checked with, so that none can be put in its place.
    private Attribute ownCertificate() throws GeneralSecurityException {
        var hash = MessageDigest.getInstance("SHA-256").digest(key.certificate().getEncoded());
        var which = new SigningCertificateV2(new ESSCertIDv2(hash));
        return new Attribute(PKCSObjectIdentifiers.id_aa_signingCertificateV2, new DERSet(which));
    }
}
