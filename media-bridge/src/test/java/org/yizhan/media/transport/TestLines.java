package org.yizhan.media.transport;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The ways of a [TestBrowser]'s packets: a UDP socket, whose address may change, or a TCP connection.
final class TestLines implements AutoCloseable {

    private final Consumer<byte[]> received;
    private final List<InetSocketAddress> bridges = new ArrayList<>();
    private volatile DatagramSocket socket;
    private volatile @Nullable DatagramSocket left;
    private volatile @Nullable InetAddress reachedAt;
    private @Nullable InetSocketAddress door;
    private volatile @Nullable Socket tcp;

    TestLines(Consumer<byte[]> received) throws SocketException {
        this.received = received;
        this.socket = open(InetAddress.getLoopbackAddress());
    }

    private DatagramSocket open(InetAddress address) throws SocketException {
        DatagramSocket opened = new DatagramSocket(new InetSocketAddress(address, 0));
        Thread.ofVirtual().start(() -> read(opened));
        return opened;
    }

    /// A line of the answer that names an address of the bridge's.
    void candidate(String line) {
        String[] words = line.split(" ");
        InetSocketAddress address = new InetSocketAddress(words[4], Integer.parseInt(words[5]));
        if (line.contains(" udp ") && bridges.size() < 8) {
            bridges.add(address);
        } else if (line.contains(" tcp ") && door == null) {
            door = address;
        }
    }

    void moveTo(InetAddress address) throws SocketException {
        left = socket;
        socket = open(address);
    }

    void leave() {
        DatagramSocket gone = left;
        if (gone != null) {
            gone.close();
        }
    }

    @Nullable
    InetAddress reachedAt() {
        return reachedAt;
    }

    void overTcp() throws IOException {
        Socket fresh = new Socket();
        fresh.connect(Objects.requireNonNull(door, "no TCP candidate"));
        fresh.setTcpNoDelay(true);
        tcp = fresh;
        Thread.ofVirtual().start(() -> readTcp(fresh));
    }

    void cutTcp() {
        Socket open = tcp;
        if (open != null) {
            try {
                open.close();
            } catch (IOException _) {
                // Closed all the same.
            }
        }
    }

    void send(byte[] datagram) throws IOException {
        Socket connected = tcp;
        if (connected != null) {
            byte[] frame = new byte[datagram.length + 2];
            frame[0] = (byte) (datagram.length >> 8);
            frame[1] = (byte) datagram.length;
            System.arraycopy(datagram, 0, frame, 2, datagram.length);
            connected.getOutputStream().write(frame);
            return;
        }
        DatagramSocket from = socket;
        Class<?> family = from.getLocalAddress().getClass();
        for (InetSocketAddress bridge : bridges) {
            if (bridge.getAddress().getClass() == family) {
                from.send(new DatagramPacket(datagram, datagram.length, bridge));
                return;
            }
        }
    }

    private void readTcp(Socket from) {
        try (DataInputStream in = new DataInputStream(from.getInputStream())) {
            while (true) {
                received.accept(in.readNBytes(in.readUnsignedShort()));
            }
        } catch (IOException _) {
            // Closed by one of us.
        }
    }

    private void read(DatagramSocket from) {
        byte[] buffer = new byte[2_048];
        while (!from.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                from.receive(packet);
                if ((buffer[0] & 0xC0) == 0x80) {
                    reachedAt = from.getLocalAddress();
                }
                received.accept(Arrays.copyOf(buffer, packet.getLength()));
            } catch (IOException _) {
                return;
            }
        }
    }

    @Override
    public void close() {
        leave();
        socket.close();
        cutTcp();
    }
}
