package org.yizhan.media.transport;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.yizhan.media.rtp.RtcpReader;

/// The media side of one endpoint of another media server, for tests: it tells its credentials before it knows whom to
/// let in, as a videobridge does. A socket and a thread of its own.
public final class ForeignEndpoint implements AutoCloseable {

    private static final DtlsIdentity IDENTITY = DtlsIdentity.create(Instant.now());

    private final DatagramSocket socket;
    private final Consumer<byte[]> rtp;
    private final Consumer<byte[]> rtcp;
    private volatile IceCredentials local = IceCredentials.random();
    private volatile @Nullable IceCredentials remote;
    private volatile @Nullable Fingerprint certificate;
    private volatile @Nullable InetSocketAddress path;
    private volatile @Nullable SrtpSession srtp;
    private @Nullable DtlsConnection dtls;

    /// @param rtp  told of decrypted packets, on the endpoint's thread
    /// @param rtcp as well
    public ForeignEndpoint(Consumer<byte[]> rtp, Consumer<byte[]> rtcp) throws IOException {
        this.rtp = rtp;
        this.rtcp = rtcp;
        socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Thread.ofVirtual().name("foreign").start(this::run);
    }

    public IceCredentials local() {
        return local;
    }

    public String fingerprint() {
        return IDENTITY.fingerprint();
    }

    public int port() {
        return socket.getLocalPort();
    }

    public boolean isConnected() {
        return srtp != null;
    }

    public void letIn(IceCredentials theirs, Fingerprint theirCertificate) {
        remote = theirs;
        certificate = theirCertificate;
    }

    private void run() {
        byte[] buffer = new byte[2_048];
        try {
            while (true) {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                arrived(Arrays.copyOf(buffer, packet.getLength()), (InetSocketAddress) packet.getSocketAddress());
            }
        } catch (IOException _) {
            // Closed.
        }
    }

    private void arrived(byte[] datagram, InetSocketAddress from) throws IOException {
        int first = datagram.length == 0 ? 255 : datagram[0] & 0xFF;
        if (first < 4) {
            stun(datagram, from);
        } else if (first < 64 && from.equals(path)) {
            record(datagram);
        } else if (from.equals(path)) {
            media(datagram);
        }
    }

    private void stun(byte[] datagram, InetSocketAddress from) throws IOException {
        StunMessage message = StunMessage.read(datagram, 0, datagram.length);
        IceCredentials theirs = remote;
        StunKey key = new StunKey(local.password());
        if (message == null
                || theirs == null
                || message.type() != StunMessage.BINDING_REQUEST
                || !(local.fragment() + ":" + theirs.fragment()).equals(message.username())
                || !key.checks(message, datagram, 0)) {
            return;
        }
        if (message.useCandidate()) {
            path = from;
        }
        raw(
                StunWriter.answer(StunMessage.BINDING_SUCCESS, message)
                        .xorMappedAddress(from)
                        .signed(key)
                        .finish(),
                from);
    }

    private void record(byte[] datagram) {
        Fingerprint theirs = certificate;
        if (dtls == null && theirs != null) {
            DtlsOwner owner = new DtlsOwner(
                    record -> raw(record, path), keys -> srtp = new SrtpSession(keys, true, false), _ -> srtp = null);
            dtls = new DtlsConnection(new DtlsServer(IDENTITY, theirs), owner, () -> {});
            Thread.ofVirtual().start(dtls);
        }
        if (dtls != null) {
            dtls.received(datagram, datagram.length);
        }
    }

    private void media(byte[] datagram) {
        SrtpSession session = srtp;
        if (session == null) {
            return;
        }
        boolean control = RtcpReader.isRtcp(datagram, 0, datagram.length);
        int length;
        synchronized (session) {
            length = control
                    ? session.unprotectControl(datagram, 0, datagram.length)
                    : session.unprotect(datagram, 0, datagram.length);
        }
        if (length > 0) {
            (control ? rtcp : rtp).accept(Arrays.copyOf(datagram, length));
        }
    }

    /// Protects and sends an RTP packet, once there are keys.
    public void send(byte[] packet) {
        SrtpSession session = srtp;
        if (session != null) {
            byte[] room = Arrays.copyOf(packet, packet.length + SrtpSession.OVERHEAD);
            int length;
            synchronized (session) {
                length = session.protect(room, 0, packet.length);
            }
            raw(Arrays.copyOf(room, length), path);
        }
    }

    private void raw(byte[] datagram, @Nullable InetSocketAddress to) {
        try {
            if (to != null) {
                socket.send(new DatagramPacket(datagram, datagram.length, to));
            }
        } catch (IOException _) {
            // Closed meanwhile.
        }
    }

    @Override
    public void close() {
        socket.close();
        if (dtls != null) {
            dtls.end();
        }
    }
}
