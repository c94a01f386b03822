package org.yizhan.media.transport;

import java.io.IOException;
import java.util.Hashtable;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.DTLSClientProtocol;
import org.bouncycastle.tls.DTLSTransport;
import org.bouncycastle.tls.DatagramTransport;
import org.bouncycastle.tls.DefaultTlsClient;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.TlsServerCertificate;
import org.bouncycastle.tls.UseSRTPData;
import org.jspecify.annotations.Nullable;

/// Our side of a DTLS 1.2 handshake with another media server: it shows the certificate that it announced, we show
/// ours, and both agree on keys for SRTP.
final class DtlsClient extends DefaultTlsClient implements DtlsSide {

    private final DtlsTerms terms;

    DtlsClient(DtlsIdentity identity, Fingerprint remote) {
        super(identity.crypto());
        this.terms = new DtlsTerms(identity, remote);
    }

    @Override
    public DTLSTransport shake(DatagramTransport records) throws IOException {
        return new DTLSClientProtocol().connect(this, records);
    }

    @Override
    public @Nullable SrtpKeys keys() {
        return terms.keys();
    }

    @Override
    protected ProtocolVersion[] getSupportedVersions() {
        return ProtocolVersion.DTLSv12.only();
    }

    @Override
    protected int[] getSupportedCipherSuites() {
        return new int[] {
            CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
        };
    }

    @Override
    public int getHandshakeTimeoutMillis() {
        return DtlsTerms.HANDSHAKE_TIMEOUT_MILLIS;
    }

    @Override
    public int getMaxHandshakeMessageSize() {
        return DtlsTerms.MAX_MESSAGE;
    }

    @Override
    @SuppressWarnings({"rawtypes", "unchecked"})
    public Hashtable getClientExtensions() throws IOException {
        Hashtable extensions = super.getClientExtensions();
        int[] profiles = {
            SrtpProfile.AEAD_AES_128_GCM.id(), SrtpProfile.AEAD_AES_256_GCM.id(), SrtpProfile.AES_128_CM_SHA1_80.id()
        };
        TlsSRTPUtils.addUseSRTPExtension(extensions, new UseSRTPData(profiles, new byte[0]));
        return extensions;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public void processServerExtensions(Hashtable extensions) throws IOException {
        super.processServerExtensions(extensions);
        terms.agree(extensions);
    }

    @Override
    public void notifyHandshakeComplete() throws IOException {
        super.notifyHandshakeComplete();
        terms.complete(context);
    }

    @Override
    public TlsAuthentication getAuthentication() {
        return new TlsAuthentication() {

            @Override
            public void notifyServerCertificate(TlsServerCertificate shown) throws IOException {
                terms.check(shown.getCertificate());
            }

            @Override
            public TlsCredentials getClientCredentials(CertificateRequest request) {
                return terms.signer(context);
            }
        };
    }
}
