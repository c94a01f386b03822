package org.yizhan.media.transport;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Begins DTLS handshakes, not too many at once: each costs a millisecond or two of arithmetic.
final class Handshakes {

    /// At once. A member refused for it comes again: a client repeats its first record after a second.
    static final int MAX_RUNNING = 64;

    private final DtlsIdentity identity;
    private final AtomicInteger running = new AtomicInteger();

    Handshakes(DtlsIdentity identity) {
        this.identity = identity;
    }

    /// Null when too many are running.
    @Nullable
    DtlsConnection begin(Transport transport, Fingerprint remote) {
        if (running.incrementAndGet() > MAX_RUNNING) {
            running.decrementAndGet();
            return null;
        }
        DtlsOwner owner = new DtlsOwner(transport::sendDtls, transport::agreed, transport::ended);
        DtlsConnection connection =
                new DtlsConnection(new DtlsServer(identity, remote), owner, running::decrementAndGet);
        Thread.ofVirtual().name("dtls").start(connection);
        return connection;
    }
}
