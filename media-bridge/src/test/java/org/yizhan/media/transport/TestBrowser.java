package org.yizhan.media.transport;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.tls.DTLSClientProtocol;
import org.bouncycastle.tls.DTLSTransport;
import org.jspecify.annotations.Nullable;
import org.yizhan.media.congestion.ArrivalLog;
import org.yizhan.media.rtp.Bytes;
import org.yizhan.media.rtp.Packets;
import org.yizhan.media.rtp.RtcpWriter;
import org.yizhan.media.rtp.RtpPacket;

/// A browser of our own for tests: it offers, checks connectivity, shakes hands and protects packets like one, and says
/// what came. Numbers of codecs and extensions are chosen by each, so that nothing works by their being equal.
public final class TestBrowser implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    public final int opus;
    public final int vp8;
    public final int rtx;
    public final int midExtension;
    public final int counterExtension;
    public final int levelExtension;
    public final long microphone;
    public final long camera;
    public final long cameraRtx;
    public final long document;
    public final long documentRtx;

    /// Decrypted, as they came.
    public final BlockingQueue<byte[]> rtp = new LinkedBlockingQueue<>();

    public final BlockingQueue<byte[]> rtcp = new LinkedBlockingQueue<>();

    final BlockingQueue<byte[]> stun = new LinkedBlockingQueue<>();
    private final BlockingQueue<byte[]> dtls = new LinkedBlockingQueue<>();
    private final DtlsIdentity identity = DtlsIdentity.create(Instant.now());
    private final DatagramSocket socket;
    private IceCredentials mine = IceCredentials.random();
    private IceCredentials theirs = new IceCredentials("none", "none");
    private @Nullable InetSocketAddress bridge;
    private @Nullable InetSocketAddress door;
    private volatile @Nullable Socket tcp;
    private boolean papers;
    private boolean encoder;
    private boolean viewer;
    private boolean steering;
    private final ArrivalLog arrivals = new ArrivalLog();
    private final RtcpWriter feedback = new RtcpWriter();
    private volatile @Nullable SrtpSession srtp;
    private volatile @Nullable DTLSTransport connection;
    private List<Long> slots = List.of();
    private String fingerprint = identity.fingerprint();

    /// @param seed makes its numbers different from another's
    public TestBrowser(int seed) throws SocketException {
        opus = 100 + seed;
        vp8 = 96 + seed % 2 * 20;
        rtx = vp8 + 1;
        midExtension = 1 + seed;
        counterExtension = 3 + seed;
        levelExtension = 5 + seed;
        microphone = 1_000_000 + seed;
        camera = 2_000_000 + seed;
        cameraRtx = 3_000_000 + seed;
        document = 4_000_000 + seed;
        documentRtx = 5_000_000 + seed;
        socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Thread.ofVirtual().start(this::read);
    }

    /// Claims another certificate than it will show.
    public void lieAboutItsCertificate() {
        fingerprint = DtlsIdentity.create(Instant.now()).fingerprint();
    }

    /// Has a document camera, too.
    public TestBrowser withPapers() {
        papers = true;
        return this;
    }

    /// Sends, and has no slots.
    public TestBrowser encoderOnly() {
        encoder = true;
        return this;
    }

    /// Has one slot of each kind, and sends nothing.
    public TestBrowser viewerOnly() {
        viewer = true;
        return this;
    }

    /// Sends key frames of its camera until `other` is sent one with `ssrc`, or for ten seconds.
    public boolean showsItself(TestBrowser other, long ssrc) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (int sequence = 1; System.nanoTime() < end; sequence++) {
            send(Packets.rtp(vp8, sequence, 3_000L * sequence, camera, true, Packets.vp8(true, sequence, 1, 2)));
            byte[] seen = other.rtp.poll(200, TimeUnit.MILLISECONDS);
            if (seen != null && Packets.view(seen).ssrc() == ssrc) {
                return true;
            }
        }
        return false;
    }

    /// Tells the bridge when its packets come.
    public TestBrowser withFeedback() {
        steering = true;
        return this;
    }

    /// From now on by TCP, on a new connection.
    public void overTcp() throws IOException {
        Socket fresh = new Socket();
        fresh.connect(Objects.requireNonNull(door, "no TCP candidate"));
        fresh.setTcpNoDelay(true);
        tcp = fresh;
        Thread.ofVirtual().start(() -> readTcp(fresh));
    }

    private void readTcp(Socket from) {
        try (DataInputStream in = new DataInputStream(from.getInputStream())) {
            while (true) {
                sort(in.readNBytes(in.readUnsignedShort()));
            }
        } catch (IOException _) {
            // Closed by one of us.
        }
    }

    /// The TCP connection breaks.
    public void cutTcp() {
        Socket open = tcp;
        if (open != null) {
            try {
                open.close();
            } catch (IOException _) {
                // Closed all the same.
            }
        }
    }

    /// New credentials in the next offer: an ICE restart.
    public void restart() {
        mine = IceCredentials.random();
    }

    public String offer() {
        return TestOffer.write(
                this,
                mine,
                fingerprint,
                viewer ? 0 : papers ? 3 : 2,
                encoder ? 0 : viewer ? 1 : 3,
                encoder ? 0 : viewer ? 1 : 4);
    }

    public void answered(String sdp) {
        String fragment = "";
        List<Long> found = new ArrayList<>();
        boolean first = false;
        for (String line : sdp.split("\r\n")) {
            if (line.startsWith("m=")) {
                first = true;
            } else if (line.startsWith("a=ice-ufrag:")) {
                fragment = line.substring(12);
            } else if (line.startsWith("a=ice-pwd:")) {
                theirs = new IceCredentials(fragment, line.substring(10));
            } else if (line.startsWith("a=candidate:") && line.contains(" udp ") && bridge == null) {
                bridge = candidate(line);
            } else if (line.startsWith("a=candidate:") && line.contains(" tcp ") && door == null) {
                door = candidate(line);
            } else if (line.startsWith("a=ssrc:") && first) {
                found.add(Long.parseLong(line.substring(7, line.indexOf(' '))));
                first = false;
            }
        }
        slots = found;
    }

    private static InetSocketAddress candidate(String line) {
        String[] words = line.split(" ");
        return new InetSocketAddress(words[4], Integer.parseInt(words[5]));
    }

    /// The bridge's SSRC of a slot.
    public long slot(int index) {
        return slots.get(index);
    }

    IceCredentials mine() {
        return mine;
    }

    public IceCredentials theirs() {
        return theirs;
    }

    /// Sends a check and waits for its answer.
    public StunMessage check(boolean nominate) throws IOException, InterruptedException {
        for (int i = 0; i < 20; i++) {
            sendRaw(request(nominate, StunMessage.CONTROLLING, theirs.password()));
            byte[] answer = stun.poll(500, TimeUnit.MILLISECONDS);
            if (answer != null) {
                StunMessage message = StunMessage.read(answer, 0, answer.length);
                if (message == null || !new StunKey(theirs.password()).checks(message, answer, 0)) {
                    throw new IllegalStateException("the answer is not signed");
                }
                return message;
            }
        }
        throw new IllegalStateException("no answer to a connectivity check");
    }

    byte[] request(boolean nominate, int role, String password) {
        StunWriter request = StunWriter.request()
                .username(theirs.fragment() + ":" + mine.fragment())
                .number(StunMessage.PRIORITY, 1_862_270_975L, 4)
                .number(role, 42, 8);
        if (nominate) {
            request.flag(StunMessage.USE_CANDIDATE);
        }
        return request.signed(new StunKey(password)).finish();
    }

    /// ICE and DTLS.
    public void connect() throws IOException, InterruptedException {
        check(true);
        TestDtlsClient client = new TestDtlsClient(identity, PATIENCE);
        connection = new DTLSClientProtocol().connect(client, new TestRecords(dtls, this));
        // Not by what the bridge does it with, so that the two must understand each other.
        srtp = new SrtpSession(client.keys(), false, false);
    }

    /// Says goodbye.
    public void sayGoodbye() throws IOException {
        DTLSTransport open = connection;
        if (open != null) {
            open.close();
        }
    }

    public void sendRaw(byte[] datagram) throws IOException {
        Socket connected = tcp;
        if (connected != null) {
            byte[] frame = new byte[datagram.length + 2];
            frame[0] = (byte) (datagram.length >> 8);
            frame[1] = (byte) datagram.length;
            System.arraycopy(datagram, 0, frame, 2, datagram.length);
            connected.getOutputStream().write(frame);
        } else if (bridge != null) {
            socket.send(new DatagramPacket(datagram, datagram.length, bridge));
        }
    }

    /// Protects and sends an RTP packet.
    public void send(byte[] packet) throws IOException {
        SrtpSession session = open();
        byte[] room = Arrays.copyOf(packet, packet.length + SrtpSession.OVERHEAD);
        int length;
        synchronized (session) {
            length = session.protect(room, 0, packet.length);
        }
        sendRaw(Arrays.copyOf(room, length));
    }

    /// Protects and sends a compound RTCP packet.
    public void sendControl(byte[] packet, int size) throws IOException {
        SrtpSession session = open();
        byte[] room = Arrays.copyOf(Arrays.copyOf(packet, size), size + SrtpSession.OVERHEAD);
        int length;
        synchronized (session) {
            length = session.protectControl(room, 0, size);
        }
        sendRaw(Arrays.copyOf(room, length));
    }

    private SrtpSession open() {
        SrtpSession session = srtp;
        if (session == null) {
            throw new IllegalStateException("not connected");
        }
        return session;
    }

    private void read() {
        byte[] buffer = new byte[2_048];
        while (!socket.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                sort(Arrays.copyOf(buffer, packet.getLength()));
            } catch (IOException _) {
                return;
            }
        }
    }

    private void sort(byte[] datagram) {
        int first = datagram[0] & 0xFF;
        SrtpSession session = srtp;
        if (first < 4) {
            stun.add(datagram);
        } else if (first < 64) {
            dtls.add(datagram);
        } else if (session != null) {
            boolean control = (datagram[1] & 0xFF) >= 192 && (datagram[1] & 0xFF) <= 223;
            int length;
            synchronized (session) {
                length = control
                        ? session.unprotectControl(datagram, 0, datagram.length)
                        : session.unprotect(datagram, 0, datagram.length);
            }
            if (length > 0) {
                byte[] plain = Arrays.copyOf(datagram, length);
                (control ? rtcp : rtp).add(plain);
                if (steering && !control) {
                    steer(plain);
                }
            }
        }
    }

    private void steer(byte[] packet) {
        RtpPacket view = new RtpPacket();
        long now = System.nanoTime();
        int at = view.wrap(packet, 0, packet.length) ? view.extension(counterExtension, 2) : -1;
        if (at < 0) {
            return;
        }
        arrivals.arrived(Bytes.u16(packet, at), now);
        feedback.clear();
        try {
            while (arrivals.tell(feedback, 1, view.ssrc(), now)) {
                sendControl(feedback.array(), feedback.length());
                feedback.clear();
            }
        } catch (IOException _) {
            // Closed meanwhile.
        }
    }

    @Override
    public void close() {
        socket.close();
        cutTcp();
    }
}
