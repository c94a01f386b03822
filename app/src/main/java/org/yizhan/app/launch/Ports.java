package org.yizhan.app.launch;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/// Looks whether the ports are free before anything slow starts.
public final class Ports {

    private Ports() {}

    /// The database looks for itself, once a server that was left behind has let go of its port.
    ///
    /// @throws Refusal when another program listens there
    public static void mustBeFree(LaunchOptions options) {
        if (options.role() == Role.DATABASE) {
            return;
        }
        mustBeFree(options.port());
        if (options.role().parts().contains(Part.MEDIA_BRIDGE)) {
            mediaPortMustBeFree(options.mediaPort());
        }
    }

    /// @throws Refusal when another program listens there
    public static void mustBeFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(port));
        } catch (IOException _) {
            throw Refusal.portInUse(port);
        }
    }

    private static void mediaPortMustBeFree(int port) {
        try (var socket = new DatagramSocket(null)) {
            socket.setReuseAddress(false);
            socket.bind(new InetSocketAddress(port));
        } catch (IOException _) {
            throw new Refusal(
                    Refusal.Reason.PORT_IN_USE,
                    "媒体 UDP 端口 " + port + " 已被其他程序占用；请用 --media-port 另选一个。",
                    "Media UDP port " + port + " is in use by another program; choose another one with --media-port.");
        }
    }
}
