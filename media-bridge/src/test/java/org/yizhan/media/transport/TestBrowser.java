package org.yizhan.media.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.tls.DTLSClientProtocol;
import org.bouncycastle.tls.DTLSTransport;
import org.jspecify.annotations.Nullable;
import org.yizhan.media.congestion.ArrivalLog;
import org.yizhan.media.rtp.Bytes;
import org.yizhan.media.rtp.Codec;
import org.yizhan.media.rtp.Packets;
import org.yizhan.media.rtp.RtcpWriter;
import org.yizhan.media.rtp.RtpPacket;

/// A browser of our own for tests: it offers, checks connectivity, shakes hands and protects packets like one, and
/// says what came. Numbers of codecs and extensions are chosen by each, so that nothing works by their being equal.
public final class TestBrowser implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    public final int opus;
    public final int vp8;
    public final int rtx;
    public final int midExtension;
    public final int counterExtension;
    public final int levelExtension;
    public final int ridExtension;
    public final int repairedRidExtension;
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

    /// That the bridge has sent for the handshake so far.
    public final AtomicInteger handshakeDatagrams = new AtomicInteger();

    private final DtlsIdentity identity = DtlsIdentity.create(Instant.now());
    private final TestLines lines;
    private boolean shy;
    private IceCredentials mine = IceCredentials.random();
    private IceCredentials theirs = new IceCredentials("none", "none");
    private boolean papers;
    private boolean layers;
    private boolean encoder;
    private boolean viewer;
    private List<Codec> pictures = List.of(Codec.VP8);
    private boolean steering;
    private final ArrivalLog arrivals = new ArrivalLog();
    private final RtcpWriter feedback = new RtcpWriter();
    private volatile @Nullable SrtpSession srtp;
    private volatile @Nullable DTLSTransport connection;
    private List<Long> slots = List.of();
    private String fingerprint = identity.fingerprint();

    /// @param seed makes its numbers different from another's
    public TestBrowser(int seed) throws SocketException {
        this(seed, seed);
    }

    /// @param seed    makes its streams different from another's
    /// @param numbers makes its payload types and extensions different, or alike
    public TestBrowser(int seed, int numbers) throws SocketException {
        opus = 100 + numbers;
        vp8 = 96 + numbers % 2 * 20;
        rtx = vp8 + 1;
        midExtension = 1 + numbers;
        counterExtension = 3 + numbers;
        levelExtension = 5 + numbers;
        ridExtension = 8 + numbers;
        repairedRidExtension = 11 + numbers;
        microphone = 1_000_000 + seed;
        camera = 2_000_000 + seed;
        cameraRtx = 3_000_000 + seed;
        document = 4_000_000 + seed;
        documentRtx = 5_000_000 + seed;
        lines = new TestLines(this::sort);
    }

    /// Another interface: from now on everything leaves from this address. What comes to the one before is still
    /// read, until [#leave()].
    public void moveTo(String address) throws IOException {
        lines.moveTo(InetAddress.getByName(address));
    }

    /// The interface before the latest one is gone.
    public void leave() {
        lines.leave();
    }

    /// Where the latest media packet came to.
    public @Nullable InetAddress reachedAt() {
        return lines.reachedAt();
    }

    /// Answers no connectivity check.
    public TestBrowser answeringNobody() {
        shy = true;
        return this;
    }

    /// What would leave for the bridge as this packet, without leaving.
    public byte[] sealed(byte[] packet) {
        SrtpSession session = open();
        byte[] room = Arrays.copyOf(packet, packet.length + SrtpSession.OVERHEAD);
        synchronized (session) {
            return Arrays.copyOf(room, session.protect(room, 0, packet.length));
        }
    }

    /// A connectivity check as it would leave.
    public byte[] nomination() {
        return request(true, StunMessage.CONTROLLING, theirs.password());
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

    /// Sends its camera in two layers, of which it names `h` first; both by [#layer(String, byte[])].
    public TestBrowser withLayers() {
        layers = true;
        return this;
    }

    boolean hasLayers() {
        return layers;
    }

    /// A packet of the camera as one of a layer. The layer's own SSRC is the packet's.
    public byte[] layer(String rid, byte[] packet) {
        return named(ridExtension, rid, packet);
    }

    /// A packet of a layer sent again; see [Packets#rtx].
    public byte[] layerAgain(String rid, byte[] packet) {
        return named(repairedRidExtension, rid, packet);
    }

    private byte[] named(int extension, String rid, byte[] packet) {
        byte[] mid = Packets.extended(packet, midExtension, (byte) '1');
        // Both elements take two bytes: they fill one word.
        mid[18] = (byte) (extension << 4);
        mid[19] = (byte) rid.charAt(0);
        return mid;
    }

    /// Has these codecs of pictures instead of VP8 alone, in this order.
    public TestBrowser withPictures(Codec... codecs) {
        pictures = List.of(codecs);
        return this;
    }

    List<Codec> pictures() {
        return pictures;
    }

    /// Its payload type of a codec; that of the retransmissions is the next.
    public int type(Codec codec) {
        return codec.isAudio() ? opus : vp8 + 2 * (codec.ordinal() - Codec.VP8.ordinal());
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
        lines.overTcp();
    }

    /// The TCP connection breaks.
    public void cutTcp() {
        lines.cutTcp();
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
            } else if (line.startsWith("a=candidate:")) {
                lines.candidate(line);
            } else if (line.startsWith("a=ssrc:") && first) {
                found.add(Long.parseLong(line.substring(7, line.indexOf(' '))));
                first = false;
            }
        }
        slots = found;
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
        lines.send(datagram);
    }

    /// Protects and sends an RTP packet.
    public void send(byte[] packet) throws IOException {
        sendRaw(sealed(packet));
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

    private void sort(byte[] datagram) {
        int first = datagram[0] & 0xFF;
        SrtpSession session = srtp;
        if (first < 4) {
            StunMessage message = StunMessage.read(datagram, 0, datagram.length);
            if (message != null && message.type() == StunMessage.BINDING_REQUEST) {
                consent(message, datagram);
            } else {
                stun.add(datagram);
            }
        } else if (first < 64) {
            handshakeDatagrams.incrementAndGet();
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

    /// The bridge asks whether it is still wanted.
    private void consent(StunMessage request, byte[] datagram) {
        boolean ours = (mine.fragment() + ":" + theirs.fragment()).equals(request.username())
                && request.controlled()
                && new StunKey(mine.password()).checks(request, datagram, 0);
        if (!ours || shy) {
            return;
        }
        try {
            sendRaw(StunWriter.answer(StunMessage.BINDING_SUCCESS, request)
                    .signed(new StunKey(mine.password()))
                    .finish());
        } catch (IOException _) {
            // Closed meanwhile.
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
        lines.close();
    }
}
