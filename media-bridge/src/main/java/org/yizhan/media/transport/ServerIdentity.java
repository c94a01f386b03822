package org.yizhan.media.transport;

import java.time.Instant;

/// The certificate that this process shows other media servers; made at start, never stored.
public final class ServerIdentity {

    private final DtlsIdentity certificate;

    private ServerIdentity(DtlsIdentity certificate) {
        this.certificate = certificate;
    }

    public static ServerIdentity create(Instant now) {
        SrtpSession.prewarm();
        return new ServerIdentity(DtlsIdentity.create(now));
    }

    DtlsIdentity certificate() {
        return certificate;
    }
}
