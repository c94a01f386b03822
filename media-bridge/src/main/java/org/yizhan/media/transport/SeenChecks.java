package org.yizhan.media.transport;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.yizhan.media.rtp.Bytes;

/// The latest connectivity checks of one ICE session and where they came from. A check carries nothing that would make
/// it
/// good for one address only: whoever saw it could send it again from elsewhere and have the path moved there.
final class SeenChecks {

    /// More than a browser sends in a minute at its busiest.
    static final int MOST = 256;

    private final long[] transactions = new long[MOST];
    private final @Nullable InetSocketAddress[] addresses = new InetSocketAddress[MOST];
    private int next;

    /// Remembers it.
    ///
    /// @return whether the same came from another address before
    boolean isRepeated(byte[] transaction, InetSocketAddress address) {
        long id = Bytes.u64(transaction, 0);
        for (int i = 0; i < MOST; i++) {
            InetSocketAddress known = addresses[i];
            if (known != null && transactions[i] == id) {
                return !known.equals(address);
            }
        }
        transactions[next] = id;
        addresses[next] = address;
        next = (next + 1) % MOST;
        return false;
    }
}
