package org.yizhan.media.transport;

import java.net.InetSocketAddress;

/// One ICE session of a transport (RFC 8445, lite side): a pair of credentials. A restart makes another one;
/// the old one is answered until the new one has a nominated path. On the media loop.
final class IceSession {

    private static final int ROLE_CONFLICT = 487;
    private static final int UNKNOWN_ATTRIBUTE = 420;

    private final MediaPort port;
    private final Transport transport;
    private final IceCredentials local = IceCredentials.random();
    private final String remoteFragment;
    private final StunKey key = new StunKey(local.password());

    IceSession(MediaPort port, Transport transport, String remoteFragment) {
        this.port = port;
        this.transport = transport;
        this.remoteFragment = remoteFragment;
    }

    IceCredentials local() {
        return local;
    }

    String remoteFragment() {
        return remoteFragment;
    }

    /// A binding request that names this session. Answered when it is signed with our password.
    void request(Carrier carrier, InetSocketAddress remote, StunMessage request, byte[] array) {
        if (!key.checks(request, array, 0)) {
            port.refusals().count(Refusals.Reason.BAD_INTEGRITY);
            return;
        }
        if (!(local.fragment() + ":" + remoteFragment).equals(request.username())) {
            port.refusals().count(Refusals.Reason.UNKNOWN_USERNAME);
            return;
        }
        if (request.unknown() != 0) {
            reply(
                    carrier,
                    remote,
                    StunWriter.answer(StunMessage.BINDING_ERROR, request)
                            .error(UNKNOWN_ATTRIBUTE, "Unknown Attribute")
                            .unknown(request.unknown()));
            return;
        }
        // A lite agent is always the controlled one, so whoever also claims to be must give way.
        if (request.controlled()) {
            reply(
                    carrier,
                    remote,
                    StunWriter.answer(StunMessage.BINDING_ERROR, request).error(ROLE_CONFLICT, "Role Conflict"));
            return;
        }
        if (transport.proven(this, carrier, remote, request.useCandidate())) {
            reply(
                    carrier,
                    remote,
                    StunWriter.answer(StunMessage.BINDING_SUCCESS, request).xorMappedAddress(remote));
        }
    }

    private void reply(Carrier carrier, InetSocketAddress remote, StunWriter answer) {
        byte[] message = answer.signed(key).finish();
        carrier.send(remote, message, 0, message.length);
    }
}
