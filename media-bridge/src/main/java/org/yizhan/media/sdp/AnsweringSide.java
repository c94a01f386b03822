package org.yizhan.media.sdp;

import java.net.InetSocketAddress;
import java.util.List;
import org.yizhan.media.transport.IceCredentials;

/// Whoever a browser connects to, as an answer tells it.
///
/// @param fingerprint of its certificate, with the hash function's name
/// @param addresses   where the browser may send, best first
/// @param doors       where it may connect by TCP, best first
/// @param lite        whether it only answers checks (RFC 8445 §2.5)
/// @param redundant   whether it takes sound that is sent again (RFC 2198)
public record AnsweringSide(
        IceCredentials ice,
        String fingerprint,
        List<InetSocketAddress> addresses,
        List<InetSocketAddress> doors,
        boolean lite,
        boolean redundant) {

    public AnsweringSide {
        addresses = List.copyOf(addresses);
        doors = List.copyOf(doors);
    }

    /// This process.
    ///
    /// @param fingerprint SHA-256
    public static AnsweringSide ours(
            IceCredentials ice, String fingerprint, List<InetSocketAddress> addresses, List<InetSocketAddress> doors) {
        return new AnsweringSide(ice, "sha-256 " + fingerprint, addresses, doors, true, true);
    }
}
