package org.yizhan.media.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.epoll.LinuxSocket;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import java.util.function.IntSupplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Many datagrams at once, against plain sockets of the JDK.
class DatagramsTest {

    private final Random random = new Random(3);

    private static LinuxSocket bound(InetAddress address) throws IOException {
        LinuxSocket socket = LinuxSocket.newSocketDgram(address instanceof Inet6Address);
        socket.setReceiveBufferSize(4 << 20);
        socket.setSendBufferSize(4 << 20);
        socket.bind(new InetSocketAddress(address, 0));
        return socket;
    }

    private static DatagramSocket plain(InetAddress address) throws IOException {
        DatagramSocket socket = new DatagramSocket(new InetSocketAddress(address, 0));
        socket.setReceiveBufferSize(4 << 20);
        socket.setSoTimeout(10_000);
        return socket;
    }

    private void sentAndReceived(InetAddress address, IntSupplier sizes) throws IOException {
        LinuxSocket socket = bound(address);
        try (var outgoing = new OutgoingDatagrams();
                var one = plain(address);
                var other = plain(address)) {
            Remote[] remotes = {
                new Remote((InetSocketAddress) one.getLocalSocketAddress(), null),
                new Remote((InetSocketAddress) other.getLocalSocketAddress(), null)
            };
            byte[][] sent = new byte[2 * 3 * 50][];
            for (int batch = 0, k = 0; batch < 3; batch++) {
                for (int i = 0; i < 100; i++, k++) {
                    sent[k] = new byte[sizes.getAsInt()];
                    random.nextBytes(sent[k]);
                    outgoing.add(remotes[k % 2], sent[k], 0, sent[k].length);
                }
                outgoing.send(socket.intValue());
                assertThat(outgoing.isEmpty()).isTrue();
            }
            for (int k = 0; k < sent.length; k++) {
                DatagramPacket packet = new DatagramPacket(new byte[Lane.MAX_DATAGRAM], Lane.MAX_DATAGRAM);
                (k % 2 == 0 ? one : other).receive(packet);
                assertThat(Arrays.copyOf(packet.getData(), packet.getLength())).isEqualTo(sent[k]);
            }
            assertThat(outgoing.dropped()).isZero();
        } finally {
            socket.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void datagramsOfAllSizesArriveInTheirOrder(String address) throws IOException {
        InetAddress own = InetAddress.getByName(address);
        sentAndReceived(own, () -> 1_100);
        sentAndReceived(own, () -> 1 + random.nextInt(1_400));
        sentAndReceived(own, () -> 900 + random.nextInt(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void whoSentIsToldAndFoundAgain(String address) throws IOException {
        InetAddress own = InetAddress.getByName(address);
        LinuxSocket socket = bound(own);
        try (var incoming = new IncomingDatagrams();
                var sender = plain(own)) {
            assertThat(incoming.receive(socket.intValue())).isZero();
            InetSocketAddress to =
                    new InetSocketAddress(own, socket.localAddress().getPort());
            for (int i = 0; i < 100; i++) {
                sender.send(new DatagramPacket(new byte[] {(byte) i, 7}, 1 + i % 2, to));
            }
            Remote known = new Remote((InetSocketAddress) sender.getLocalSocketAddress(), null);
            byte[] room = new byte[Lane.MAX_DATAGRAM];
            int seen = 0;
            for (int count = incoming.receive(socket.intValue()); count > 0; ) {
                for (int i = 0; i < count; i++, seen++) {
                    assertThat(incoming.length(i)).isEqualTo(1 + seen % 2);
                    incoming.copy(i, room, incoming.length(i));
                    assertThat(room[0]).isEqualTo((byte) seen);
                    assertThat(Remote.key(incoming.names(), incoming.nameAt(i))).isEqualTo(known.key());
                    assertThat(known.hasName(incoming.names(), incoming.nameAt(i)))
                            .isTrue();
                }
                InetSocketAddress from =
                        Objects.requireNonNull(Remote.read(incoming.names(), incoming.nameAt(count - 1)));
                assertThat(from).isEqualTo(sender.getLocalSocketAddress());
                count = incoming.receive(socket.intValue());
            }
            assertThat(seen).isEqualTo(100);
        } finally {
            socket.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void anotherPortOrAddressIsAnotherRemote(String address) throws IOException {
        InetAddress own = InetAddress.getByName(address);
        Remote one = new Remote(new InetSocketAddress(own, 5_000), null);
        assertThat(one.key()).isNotEqualTo(new Remote(new InetSocketAddress(own, 5_001), null).key());
        byte[] other = own.getAddress();
        other[other.length - 2] ^= 1;
        InetAddress near = InetAddress.getByAddress(other);
        assertThat(one.key()).isNotEqualTo(new Remote(new InetSocketAddress(near, 5_000), null).key());
    }
}
