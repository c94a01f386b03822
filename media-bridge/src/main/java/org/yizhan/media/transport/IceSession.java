package org.yizhan.media.transport;

import java.net.InetSocketAddress;
import org.yizhan.media.rtp.Bytes;

/// One ICE session of a transport (RFC 8445, lite side): a pair of credentials. A restart makes another one;
/// the old one is answered until the new one has a nominated path. On the media loop.
final class IceSession {

    private static final int ROLE_CONFLICT = 487;
    private static final int UNKNOWN_ATTRIBUTE = 420;

    /// Of a peer-reflexive candidate (RFC 8445 §5.1.2.1).
    private static final long PRIORITY = (110L << 24) + (65_535 << 8) + 255;

    /// Nobody is controlled by us, so it breaks no tie.
    private static final long TIE_BREAKER = 1;

    private final Refusals refusals;
    private final Transport transport;
    private final IceCredentials local = IceCredentials.random();
    private final IceCredentials remote;
    private final SeenChecks seen = new SeenChecks();
    private final StunKey key = new StunKey(local.password());

    /// @param remote the peer's; without a password when it told none
    IceSession(Refusals refusals, Transport transport, IceCredentials remote) {
        this.refusals = refusals;
        this.transport = transport;
        this.remote = remote;
    }

    /// Whose it is.
    Transport transport() {
        return transport;
    }

    IceCredentials local() {
        return local;
    }

    IceCredentials remote() {
        return remote;
    }

    /// Whether the peer can be asked: it told its password.
    boolean canAsk() {
        return !remote.password().isEmpty();
    }

    /// A check of ours, whether the peer is there and consents.
    byte[] question() {
        return StunWriter.request()
                .username(remote.fragment() + ":" + local.fragment())
                .number(StunMessage.PRIORITY, PRIORITY, 4)
                .number(StunMessage.CONTROLLED, TIE_BREAKER, 8)
                .signed(new StunKey(remote.password()))
                .finish();
    }

    /// Whether the peer has signed this.
    boolean hasAnswered(StunMessage answer, byte[] array) {
        return answer.type() == StunMessage.BINDING_SUCCESS
                && canAsk()
                && new StunKey(remote.password()).checks(answer, array, 0);
    }

    /// A binding request that names this session. Answered when it is signed with our password.
    void request(Carrier carrier, InetSocketAddress address, StunMessage request, byte[] array) {
        if (!key.checks(request, array, 0)) {
            refusals.count(Refusals.Reason.BAD_INTEGRITY);
            return;
        }
        if (!(local.fragment() + ":" + remote.fragment()).equals(request.username())) {
            refusals.count(Refusals.Reason.UNKNOWN_USERNAME);
            return;
        }
        if (seen.isRepeated(request.transaction(), address)) {
            refusals.count(Refusals.Reason.REPEATED);
            return;
        }
        if (request.unknown() != 0) {
            reply(
                    carrier,
                    address,
                    StunWriter.answer(StunMessage.BINDING_ERROR, request)
                            .error(UNKNOWN_ATTRIBUTE, "Unknown Attribute")
                            .unknown(request.unknown()));
            return;
        }
        // A lite agent is always the controlled one, so whoever also claims to be must give way.
        if (request.controlled()) {
            reply(
                    carrier,
                    address,
                    StunWriter.answer(StunMessage.BINDING_ERROR, request).error(ROLE_CONFLICT, "Role Conflict"));
            return;
        }
        transport.checked(true, address, array, StunMessage.HEADER + Bytes.u16(array, 2));
        if (transport.proven(this, carrier, address, request.useCandidate())) {
            reply(
                    carrier,
                    address,
                    StunWriter.answer(StunMessage.BINDING_SUCCESS, request).xorMappedAddress(address));
        }
    }

    private void reply(Carrier carrier, InetSocketAddress address, StunWriter answer) {
        byte[] message = answer.signed(key).finish();
        transport.checked(false, address, message, message.length);
        carrier.send(address, message, 0, message.length);
    }
}
