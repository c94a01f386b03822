package org.yizhan.cases.verify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerIdentifier;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.jspecify.annotations.Nullable;

/// The container of a signature (CMS, RFC 5652). A signature covers its attributes only; versions,
/// algorithms and certificates around them could be changed and it would still hold. So the container
/// is put together anew from what is bound by signature or certificates, and has to come out the same,
/// byte for byte.
final class SignedContainer {

    /// What decisions are signed with: the digest, and the signature that goes with it.
    private static final Map<ASN1ObjectIdentifier, ASN1ObjectIdentifier> ALGORITHMS = Map.of(
            NISTObjectIdentifiers.id_sha256, X9ObjectIdentifiers.ecdsa_with_SHA256,
            GMObjectIdentifiers.sm3, GMObjectIdentifiers.sm2sign_with_sm3);

    private SignedContainer() {}

    /// What is wrong with the container as such; whether the signature holds is not looked at.
    ///
    /// @param contents what the PDF holds, with the zeros behind it
    /// @param read     the same as it was read
    static List<String> findings(byte[] contents, ContentInfo read) throws IOException {
        var data = SignedData.getInstance(read.getContent());
        var signers = data.getSignerInfos();
        if (signers.size() != 1) {
            return List.of("it is signed by " + signers.size() + ", not by one");
        }
        var found = new ArrayList<String>();
        var signer = SignerInfo.getInstance(signers.getObjectAt(0));
        if (signer.getUnauthenticatedAttributes() != null) {
            found.add("something was added to the signature that it does not cover");
        }
        if (!isKnown(signer.getDigestAlgorithm(), signer.getDigestEncryptionAlgorithm())) {
            found.add("the signature's algorithms are not those of a decision");
        }
        var anew = anew(data.getCertificates(), signer).getEncoded(ASN1Encoding.DER);
        if (contents.length < anew.length || !Arrays.equals(contents, 0, anew.length, anew, 0, anew.length)) {
            found.add("the signature's container was changed");
        } else if (!isEmpty(contents, anew.length)) {
            found.add("the room behind the signature is not empty");
        }
        return found;
    }

    /// Whether the signer is called as the certificate calls them, to the letter: names that differ in small
    /// and capital letters count as the same elsewhere.
    static boolean isNamed(SignerInfo signer, X509CertificateHolder certificate) throws IOException {
        var named = new SignerIdentifier(new IssuerAndSerialNumber(certificate.toASN1Structure()));
        return Arrays.equals(named.getEncoded(ASN1Encoding.DER), signer.getSID().getEncoded(ASN1Encoding.DER));
    }

    private static boolean isKnown(AlgorithmIdentifier digest, AlgorithmIdentifier signature) {
        return signature.getAlgorithm().equals(ALGORITHMS.get(digest.getAlgorithm()))
                && isPlain(digest)
                && isPlain(signature);
    }

    private static boolean isPlain(AlgorithmIdentifier algorithm) {
        return algorithm.getParameters() == null || algorithm.getParameters().equals(DERNull.INSTANCE);
    }

    private static ContentInfo anew(@Nullable ASN1Set certificates, SignerInfo read) {
        var signer = new SignerInfo(
                read.getSID(),
                read.getDigestAlgorithm(),
                read.getAuthenticatedAttributes(),
                read.getDigestEncryptionAlgorithm(),
                read.getEncryptedDigest(),
                (ASN1Set) null);
        var data = new SignedData(
                new DERSet(read.getDigestAlgorithm()),
                new ContentInfo(CMSObjectIdentifiers.data, null),
                certificates == null ? null : plain(certificates),
                null,
                new DERSet(signer));
        return new ContentInfo(CMSObjectIdentifiers.signedData, data);
    }

    /// Of X.509 only: what else a container may hold would be looked at by nobody.
    private static ASN1Set plain(ASN1Set certificates) {
        var all = new ASN1EncodableVector();
        for (var one : certificates) {
            all.add(Certificate.getInstance(one));
        }
        return new DERSet(all);
    }

    private static boolean isEmpty(byte[] contents, int from) {
        for (var i = from; i < contents.length; i++) {
            if (contents[i] != 0) {
                return false;
            }
        }
        return true;
    }
}
