package org.yizhan.media.transport;

import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Tells STUN, DTLS and SRTP apart (RFC 7983) and whose a packet is: by the user name in STUN, by the proven address
/// otherwise. What belongs to another loop of the port is handed over. On the loop of its port.
final class Sorter {

    private final MediaPort port;
    private final Switchboard switchboard;
    private final Refusals refusals;
    private final Map<MediaPort, Handover> handovers = new HashMap<>();
    private long packets;

    Sorter(MediaPort port, Switchboard switchboard, Refusals refusals) {
        this.port = port;
        this.switchboard = switchboard;
        this.refusals = refusals;
    }

    /// How many packets of media came from members.
    long packets() {
        return packets;
    }

    /// @param from  whose address it comes from; null when nobody has proven that yet
    /// @param array used again after the call
    void received(
            Carrier carrier,
            @Nullable Transport from,
            InetSocketAddress remote,
            byte[] array,
            int length,
            long arrivedNanos) {
        if ((array[0] & 0xFF) < 4) {
            stun(carrier, remote, array, length, arrivedNanos);
        } else if (from == null) {
            stray(carrier, remote, array, length, arrivedNanos);
        } else if (isHere(from, carrier, from, remote, array, length, arrivedNanos)) {
            member(from, array, length, arrivedNanos);
        }
    }

    /// Packets that another loop has handed over. Answers to checks leave where those came from: whoever gets one sends
    /// the next packet there at once, and by then that loop has been told whose the address is.
    void received(List<Handover.Packet> handed) {
        for (Handover.Packet packet : handed) {
            port.received(
                    packet.carrier(),
                    packet.from(),
                    packet.remote(),
                    packet.array(),
                    packet.array().length,
                    packet.arrivedNanos());
        }
    }

    /// Gives other loops what was gathered for them.
    void give() {
        if (!handovers.isEmpty()) {
            handovers.values().forEach(Handover::give);
        }
    }

    /// Whether the member whose packet this is lives on this loop; hands it over when not.
    private boolean isHere(
            Transport whose,
            Carrier carrier,
            @Nullable Transport from,
            InetSocketAddress remote,
            byte[] array,
            int length,
            long arrivedNanos) {
        MediaPort home = whose.port();
        if (home == port) {
            return true;
        }
        handovers.computeIfAbsent(home, Handover::new).add(carrier, from, remote, array, length, arrivedNanos);
        return false;
    }

    private void stun(Carrier carrier, InetSocketAddress remote, byte[] array, int length, long arrivedNanos) {
        StunMessage message = StunMessage.read(array, 0, length);
        if (message == null) {
            refusals.count(Refusals.Reason.MALFORMED_STUN);
            return;
        }
        boolean asks = message.type() == StunMessage.BINDING_REQUEST;
        boolean answers = message.type() == StunMessage.BINDING_SUCCESS;
        IceSession session = asks ? switchboard.session(message.username()) : null;
        Transport asker = answers ? switchboard.strays().asker(message) : null;
        Transport whose = session == null ? asker : session.transport();
        if (whose == null) {
            refusals.count(Refusals.Reason.UNKNOWN_USERNAME);
        } else if (isHere(whose, carrier, null, remote, array, length, arrivedNanos)) {
            if (session != null) {
                session.request(carrier, remote, message, array);
            } else if (!whose.answered(carrier, remote, message, array)) {
                refusals.count(Refusals.Reason.UNKNOWN_USERNAME);
            }
        }
    }

    private void stray(Carrier carrier, InetSocketAddress remote, byte[] array, int length, long arrivedNanos) {
        Transport whose = switchboard.strays().speaker(array, length);
        if (whose == null
                || isHere(whose, carrier, null, remote, array, length, arrivedNanos)
                        && !whose.strayed(carrier, remote, array, length, arrivedNanos)) {
            refusals.count(Refusals.Reason.UNKNOWN_ADDRESS);
        }
    }

    private void member(Transport from, byte[] array, int length, long arrivedNanos) {
        int first = array[0] & 0xFF;
        if (first >= 20 && first < 64) {
            from.dtls(array, length);
        } else if (first >= 128 && first < 192) {
            packets++;
            from.media(array, length, arrivedNanos);
        } else {
            refusals.count(Refusals.Reason.UNKNOWN_PACKET);
        }
    }
}
