package org.yizhan.media.transport;

import java.io.IOException;
import java.util.Hashtable;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.ExporterLabel;
import org.bouncycastle.tls.HashAlgorithm;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsContext;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.UseSRTPData;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.bc.BcDefaultTlsCredentialedSigner;
import org.jspecify.annotations.Nullable;

/// What a handshake agrees on, whichever side we are: our certificate against the one that the other side announced,
/// and keys for SRTP (RFC 5764). Not thread-safe.
final class DtlsTerms {

    static final int HANDSHAKE_TIMEOUT_MILLIS = 20_000;

    /// A self-signed certificate and a key exchange are well below.
    static final int MAX_MESSAGE = 16_384;

    private final DtlsIdentity identity;
    private final Fingerprint remote;
    private @Nullable SrtpProfile profile;
    private @Nullable SrtpKeys keys;

    DtlsTerms(DtlsIdentity identity, Fingerprint remote) {
        this.identity = identity;
        this.remote = remote;
    }

    TlsCredentialedSigner signer(TlsContext context) {
        return new BcDefaultTlsCredentialedSigner(
                new TlsCryptoParameters(context),
                identity.crypto(),
                identity.key(),
                identity.certificate(),
                new SignatureAndHashAlgorithm(HashAlgorithm.sha256, SignatureAlgorithm.ecdsa));
    }

    /// @throws TlsFatalAlert when this is not the certificate that was announced
    void check(Certificate shown) throws IOException {
        if (shown.isEmpty() || !remote.matches(shown.getCertificateAt(0).getEncoded())) {
            throw new TlsFatalAlert(AlertDescription.bad_certificate);
        }
    }

    /// Takes the best of the profiles that the other side names.
    ///
    /// @throws TlsFatalAlert when there is none
    void agree(@Nullable Hashtable<?, ?> extensions) throws IOException {
        UseSRTPData named = extensions == null ? null : TlsSRTPUtils.getUseSRTPExtension(extensions);
        profile = named == null
                ? null
                : SrtpProfile.best(named.getProtectionProfiles()).orElse(null);
        if (profile == null) {
            throw new TlsFatalAlert(AlertDescription.handshake_failure);
        }
    }

    /// What [#agree] took; null before.
    @Nullable
    SrtpProfile profile() {
        return profile;
    }

    /// The handshake is complete.
    void complete(TlsContext context) {
        if (profile != null) {
            keys = SrtpKeys.of(
                    profile, context.exportKeyingMaterial(ExporterLabel.dtls_srtp, null, SrtpKeys.length(profile)));
        }
    }

    /// Null before [#complete].
    @Nullable
    SrtpKeys keys() {
        return keys;
    }
}
