package org.yizhan.load;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.tls.DatagramTransport;
import org.jspecify.annotations.Nullable;

/// One peer connection of a synthetic member: a socket of its own, ICE as the controlling side, DTLS as the client,
/// SRTP. Packets are sent by one thread, and come on another.
final class Connection implements AutoCloseable {

    static final int MAX_DATAGRAM = 2_048;

    private static final int SEND_LIMIT = 1_200;

    /// Numbers of codecs and header extensions; those of everything a member offers.
    static final int OPUS = 111;

    static final int VP8 = 96;
    static final int RTX = 97;
    static final int LEVEL = 1;
    static final int COUNTER = 3;
    static final int MID = 4;

    private static final int SOCKET_BUFFER = 4 << 20;

    final String fragment =
            HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
    final String password =
            HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong()) + "0123456789";
    final int audio = ThreadLocalRandom.current().nextInt() & 0x7FFF_FFFF | 1;
    final int video = audio ^ 0x1234_0000;
    final Feedback feedback = new Feedback();

    private final DatagramChannel channel;
    private final int socket;
    private final Dtls dtls;
    private final Tally tally;
    private final ByteBuffer sending = ByteBuffer.allocateDirect(MAX_DATAGRAM);
    private final byte[] scratch = new byte[MAX_DATAGRAM];
    private final BlockingQueue<byte[]> records = new LinkedBlockingQueue<>();
    private final CountDownLatch checked = new CountDownLatch(1);
    private volatile @Nullable Srtp srtp;
    private volatile byte[] nomination = new byte[0];
    private volatile boolean keyframeWanted;
    private int counter;

    Connection(Dtls dtls, Tally tally) throws IOException {
        this.dtls = dtls;
        this.tally = tally;
        channel = DatagramChannel.open();
        channel.setOption(StandardSocketOptions.SO_RCVBUF, SOCKET_BUFFER);
        channel.setOption(StandardSocketOptions.SO_SNDBUF, SOCKET_BUFFER);
        channel.bind(new InetSocketAddress(0));
        channel.configureBlocking(false);
        socket = Datagrams.stamped(channel);
    }

    DatagramChannel channel() {
        return channel;
    }

    String fingerprint() {
        return dtls.fingerprint();
    }

    int port() {
        return channel.socket().getLocalPort();
    }

    /// ICE and DTLS, blocking. The receiver must have the channel already.
    void connect(Remote remote) throws IOException, InterruptedException {
        channel.connect(remote.address());
        nomination = Stun.nomination(remote.fragment() + ":" + fragment, remote.password());
        for (int i = 0; checked.getCount() > 0; i++) {
            if (i > 100) {
                throw new IOException("no answer to connectivity checks from " + remote.address());
            }
            check();
            checked.await(100, TimeUnit.MILLISECONDS);
        }
        srtp = new Srtp(dtls.connect(new Records()));
    }

    /// A check that also says: still here (RFC 7675).
    void check() {
        raw(nomination, nomination.length);
    }

    /// How the other side is reached.
    record Remote(InetSocketAddress address, String fragment, String password) {}

    /// Whether a key frame was asked for since this was last called.
    boolean takeKeyframeWanted() {
        boolean wanted = keyframeWanted;
        keyframeWanted = false;
        return wanted;
    }

    int nextCounter() {
        return counter++ & 0xFFFF;
    }

    Tally tally() {
        return tally;
    }

    /// Protects in place and sends. Not before [#connect].
    void send(byte[] packet, int length, boolean control) {
        Srtp session = srtp;
        if (session != null) {
            raw(packet, session.protect(packet, length, control));
        }
    }

    private synchronized void raw(byte[] datagram, int length) {
        sending.clear().put(datagram, 0, length).flip();
        try {
            channel.write(sending);
        } catch (IOException _) {
            // The server went away; the tally will say so.
        }
    }

    /// Reads what has come; on the receiving thread.
    ///
    /// @param datagrams shared by all connections
    void read(Datagrams datagrams) throws IOException {
        int came = datagrams.receive(socket);
        for (int i = 0; i < came; i++) {
            int length = datagrams.copy(i, scratch);
            sort(length, datagrams.stamp(i));
        }
    }

    private void sort(int length, long now) throws IOException {
        int first = scratch[0] & 0xFF;
        Srtp session = srtp;
        if (first < 4) {
            stun(Arrays.copyOf(scratch, length));
        } else if (first < 64) {
            records.add(Arrays.copyOf(scratch, length));
        } else if (session != null) {
            int type = scratch[1] & 0xFF;
            boolean control = type >= 192 && type <= 223;
            int plain = session.unprotect(scratch, length, control);
            if (plain > 0 && control) {
                control(plain);
            } else if (plain > Source.STAMP) {
                tally.received(Source.stamp(scratch, plain), now);
                feedback.received(scratch, now);
            }
        }
    }

    private void stun(byte[] packet) throws IOException {
        if (Stun.isSuccess(packet)) {
            checked.countDown();
        } else if (Stun.isRequest(packet)) {
            byte[] answer = Stun.success(packet, (InetSocketAddress) channel.getRemoteAddress(), password);
            raw(answer, answer.length);
        }
    }

    /// Picture loss indications and full intra requests; the rest is for nobody here.
    private void control(int length) {
        for (int at = 0; at + 4 <= length; ) {
            int type = scratch[at + 1] & 0xFF;
            int format = scratch[at] & 0x1F;
            keyframeWanted |= type == 206 && (format == 1 || format == 4);
            at += 4 * (((scratch[at + 2] & 0xFF) << 8 | scratch[at + 3] & 0xFF) + 1);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException _) {
            // Nothing is left to do with it.
        }
    }

    /// A flight's records leave together, as browsers send them.
    private final class Records implements DatagramTransport {

        private final ByteArrayOutputStream flight = new ByteArrayOutputStream();

        @Override
        public int getReceiveLimit() {
            return MAX_DATAGRAM;
        }

        @Override
        public int getSendLimit() {
            return SEND_LIMIT;
        }

        @Override
        public int receive(byte[] array, int offset, int length, int waitMillis) throws IOException {
            leave();
            try {
                byte[] record = records.poll(waitMillis, TimeUnit.MILLISECONDS);
                if (record == null) {
                    return -1;
                }
                System.arraycopy(record, 0, array, offset, record.length);
                return record.length;
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }

        @Override
        public void send(byte[] array, int offset, int length) {
            if (flight.size() + length > SEND_LIMIT) {
                leave();
            }
            flight.write(array, offset, length);
        }

        private void leave() {
            if (flight.size() > 0) {
                raw(flight.toByteArray(), flight.size());
                flight.reset();
            }
        }

        @Override
        public void close() {
            // The channel lives longer than the handshake.
        }
    }
}
