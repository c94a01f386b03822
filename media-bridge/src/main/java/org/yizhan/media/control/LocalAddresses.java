package org.yizhan.media.control;

import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The machine's own addresses.
final class LocalAddresses {

    /// A machine with more (containers, tunnels) names the ones that matter.
    private static final int MOST = 8;

    private LocalAddresses() {}

    /// 127.0.0.1, then the others that browsers elsewhere may reach: IPv4 first, no link-local ones.
    static List<InetAddress> all() {
        try {
            List<InetAddress> found = NetworkInterface.networkInterfaces()
                    .filter(LocalAddresses::isUp)
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> !address.isLoopbackAddress()
                            && !address.isLinkLocalAddress()
                            && !address.isMulticastAddress())
                    .toList();
            List<InetAddress> all = new ArrayList<>();
            all.add(InetAddress.ofLiteral("127.0.0.1"));
            Stream.concat(
                            found.stream().filter(Inet4Address.class::isInstance),
                            found.stream().filter(address -> !(address instanceof Inet4Address)))
                    .limit(MOST - 1)
                    .forEach(all::add);
            return all;
        } catch (SocketException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isUp(NetworkInterface one) {
        try {
            return one.isUp();
        } catch (SocketException _) {
            return false;
        }
    }
}
