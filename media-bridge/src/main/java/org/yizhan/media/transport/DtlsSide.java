package org.yizhan.media.transport;

import java.io.IOException;
import org.bouncycastle.tls.DTLSTransport;
import org.bouncycastle.tls.DatagramTransport;
import org.jspecify.annotations.Nullable;

/// Our side of a DTLS handshake, as the server or as the client.
interface DtlsSide {

    /// Shakes hands; blocks.
    DTLSTransport shake(DatagramTransport records) throws IOException;

    /// What was agreed on; null before the handshake is complete.
    @Nullable
    SrtpKeys keys();
}
