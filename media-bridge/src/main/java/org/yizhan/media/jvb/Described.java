package org.yizhan.media.jvb;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.yizhan.media.transport.Fingerprint;
import org.yizhan.media.transport.IceCredentials;

/// How a videobridge says that one of its endpoints is reached.
///
/// @param candidates  by UDP, best first; [#MOST] at most
/// @param channel     address of the endpoint's bridge channel, with its password
/// @param conference  the videobridge's own name of the conference
record Described(
        IceCredentials ice,
        Fingerprint fingerprint,
        List<InetSocketAddress> candidates,
        URI channel,
        String conference) {

    /// A videobridge has a few addresses; more are not worth a browser's checks.
    static final int MOST = 8;

    /// Nothing but numbers, so that none is looked up.
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]{7,15}|[0-9A-Fa-f:.]{2,45}");

    /// @throws VideobridgeFailure when something that must be there is not
    static Described of(Wire.Ice ice) {
        if (ice.ufrag() == null || ice.pwd() == null) {
            throw new VideobridgeFailure("its answer has no ICE credentials");
        }
        List<String> sockets = ice.webSockets() == null ? List.of() : ice.webSockets();
        if (sockets.isEmpty()) {
            throw new VideobridgeFailure("its bridge channels over WebSocket are off: videobridge.websockets.enabled");
        }
        URI channel = URI.create(sockets.getFirst());
        String[] path =
                channel.getPath() == null ? new String[0] : channel.getPath().split("/");
        if (path.length < 5) {
            throw new VideobridgeFailure("the address of its bridge channel is not understood");
        }
        return new Described(
                new IceCredentials(ice.ufrag(), ice.pwd()),
                fingerprint(ice),
                candidates(ice),
                channel,
                path[path.length - 2]);
    }

    private static Fingerprint fingerprint(Wire.Ice ice) {
        List<Wire.Certificate> shown = ice.fingerprints() == null ? List.of() : ice.fingerprints();
        return shown.stream()
                .flatMap(it -> Fingerprint.parse(it.hash() + " " + it.fingerprint()).stream())
                .findFirst()
                .orElseThrow(() -> new VideobridgeFailure("its answer has no fingerprint by SHA-256 or better"));
    }

    private static List<InetSocketAddress> candidates(Wire.Ice ice) {
        List<Wire.Candidate> named = new ArrayList<>(ice.candidates() == null ? List.of() : ice.candidates());
        named.sort(Comparator.comparing(
                (Wire.Candidate it) -> Objects.requireNonNullElse(it.priority(), 0L), Comparator.reverseOrder()));
        List<InetSocketAddress> found = named.stream()
                .filter(it -> "udp".equalsIgnoreCase(it.protocol()) && it.ip() != null && it.port() != null)
                .filter(it ->
                        ADDRESS.matcher(Objects.requireNonNullElse(it.ip(), "")).matches())
                .map(it -> new InetSocketAddress(
                        numeric(Objects.requireNonNullElse(it.ip(), "")), Objects.requireNonNullElse(it.port(), 0)))
                .distinct()
                .limit(MOST)
                .toList();
        if (found.isEmpty()) {
            throw new VideobridgeFailure("its answer has no UDP candidates");
        }
        return found;
    }

    private static InetAddress numeric(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new VideobridgeFailure("a candidate has no address that can be read");
        }
    }
}
