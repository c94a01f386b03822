package org.yizhan.media.transport;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Packets that came to one loop and belong to members of another: copied, gathered while more are read, and given over
/// together, so that the other loop is woken once for all of them. On the loop that they came to.
final class Handover {

    /// Packets that may wait for one loop, from all others together: a tenth of a second of a full one. More are
    /// dropped, as a socket does whose reader is behind.
    static final int MOST = 4_096;

    /// @param from whose it is, as far as the address tells
    record Packet(
            Carrier carrier, @Nullable Transport from, InetSocketAddress remote, byte[] array, long arrivedNanos) {}

    private final MediaPort to;
    private List<Packet> gathered = new ArrayList<>();

    Handover(MediaPort to) {
        this.to = to;
    }

    /// @param array used again after the call
    void add(
            Carrier carrier,
            @Nullable Transport from,
            InetSocketAddress remote,
            byte[] array,
            int length,
            long arrivedNanos) {
        if (to.expects(gathered.size() + 1)) {
            gathered.add(new Packet(carrier, from, remote, Arrays.copyOf(array, length), arrivedNanos));
        } else {
            to.refusals().count(Refusals.Reason.LOOP_BEHIND);
        }
    }

    void give() {
        if (!gathered.isEmpty()) {
            to.given(gathered);
            gathered = new ArrayList<>();
        }
    }
}
