package org.yizhan.media.sdp;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import org.yizhan.media.rtp.Codec;
import org.yizhan.media.transport.IceCredentials;

/// Whoever a browser connects to, as an answer tells it.
///
/// @param fingerprint of its certificate, with the hash function's name
/// @param addresses   where the browser may send, best first
/// @param doors       where it may connect by TCP, best first
/// @param lite        whether it only answers checks (RFC 8445 §2.5)
/// @param redundant   whether it takes sound that is sent again (RFC 2198)
/// @param pictures    codecs of pictures that it takes
/// @param layers      whether it takes pictures in several layers at once (RFC 8853)
public record AnsweringSide(
        IceCredentials ice,
        String fingerprint,
        List<InetSocketAddress> addresses,
        List<InetSocketAddress> doors,
        boolean lite,
        boolean redundant,
        List<Codec> pictures,
        boolean layers) {

    public AnsweringSide {
        addresses = List.copyOf(addresses);
        doors = List.copyOf(doors);
        pictures = List.copyOf(pictures);
    }

    /// One that takes VP8 only, in one stream.
    public AnsweringSide(
            IceCredentials ice,
            String fingerprint,
            List<InetSocketAddress> addresses,
            List<InetSocketAddress> doors,
            boolean lite,
            boolean redundant) {
        this(ice, fingerprint, addresses, doors, lite, redundant, List.of(Codec.VP8), false);
    }

    /// This process.
    ///
    /// @param fingerprint SHA-256
    public static AnsweringSide ours(
            IceCredentials ice, String fingerprint, List<InetSocketAddress> addresses, List<InetSocketAddress> doors) {
        return new AnsweringSide(
                ice, "sha-256 " + fingerprint, addresses, doors, true, true, Arrays.asList(Codec.values()), true);
    }
}
