package org.yizhan.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.net.SocketException;

/// Ports that nobody uses at the moment of asking.
final class FreePort {

    private FreePort() {}

    static String tcp() {
        try (var socket = new ServerSocket(0)) {
            return Integer.toString(socket.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String udp() {
        try (var socket = new DatagramSocket()) {
            return Integer.toString(socket.getLocalPort());
        } catch (SocketException e) {
            throw new UncheckedIOException(e);
        }
    }
}
