package org.yizhan.media.transport;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.tls.DTLSTransport;
import org.bouncycastle.tls.DatagramTransport;
import org.jspecify.annotations.Nullable;

/// A handshake and what comes after it, on a virtual thread of its own, because Bouncy Castle waits for
/// records. It stays for the connection's life: it answers a repeated last flight and hears the peer's goodbye.
final class DtlsConnection implements Runnable, DatagramTransport {

    /// Records that may wait; a flight is some six of them.
    private static final int INBOX = 32;

    /// Keeps records below the common path size, with room for tunnels.
    private static final int SEND_LIMIT = 1_200;

    private static final int RECEIVE_LIMIT = 2_048;
    private static final int IDLE_MILLIS = 60_000;
    private static final byte[] END = new byte[0];

    private final DtlsSide side;
    private final DtlsOwner owner;
    private final Runnable afterHandshake;
    private final BlockingQueue<byte[]> inbox = new ArrayBlockingQueue<>(INBOX);

    /// By us; [#close()] is Bouncy Castle's way to say that the peer closed or the handshake failed.
    private volatile boolean ended;

    private volatile boolean closed;
    private boolean established;

    /// Records that wait to leave in one datagram; on the connection's own thread only.
    private final ByteArrayOutputStream flight = new ByteArrayOutputStream(SEND_LIMIT);

    DtlsConnection(DtlsSide side, DtlsOwner owner, Runnable afterHandshake) {
        this.side = side;
        this.owner = owner;
        this.afterHandshake = afterHandshake;
    }

    /// A record came in. False when too many are waiting.
    boolean received(byte[] array, int length) {
        return inbox.offer(Arrays.copyOf(array, length));
    }

    /// Ends it from our side.
    void end() {
        ended = true;
        close();
    }

    @Override
    public void close() {
        closed = true;
        inbox.clear();
        inbox.offer(END);
    }

    @Override
    public void run() {
        DTLSTransport dtls = handshake();
        if (dtls == null) {
            owner.ended().accept(!ended);
            return;
        }
        try {
            byte[] ignored = new byte[RECEIVE_LIMIT];
            while (!closed) {
                dtls.receive(ignored, 0, ignored.length, IDLE_MILLIS);
            }
        } catch (IOException _) {
            // The peer is gone, or we are; either way this connection ends.
        } finally {
            goodbye(dtls);
        }
        owner.ended().accept(false);
    }

    private void goodbye(DTLSTransport dtls) {
        try {
            dtls.close();
        } catch (IOException _) {
            // Nobody listens any more.
        } finally {
            leave();
        }
    }

    private @Nullable DTLSTransport handshake() {
        try {
            DTLSTransport dtls = side.shake(this);
            SrtpKeys keys = side.keys();
            if (keys == null) {
                dtls.close();
                return null;
            }
            established = true;
            owner.agreed().accept(keys);
            return dtls;
        } catch (IOException | RuntimeException _) {
            return null;
        } finally {
            leave();
            afterHandshake.run();
        }
    }

    @Override
    public int getReceiveLimit() {
        return RECEIVE_LIMIT;
    }

    @Override
    public int receive(byte[] array, int offset, int length, int waitMillis) throws IOException {
        leave();
        try {
            byte[] record = inbox.poll(waitMillis, TimeUnit.MILLISECONDS);
            if (closed) {
                // Of all exceptions this one leaves the record layer able to say goodbye.
                throw established ? new InterruptedIOException() : new EOFException();
            }
            if (record == null) {
                return -1;
            }
            int size = Math.min(length, record.length);
            System.arraycopy(record, 0, array, offset, size);
            return size;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    public int getSendLimit() {
        return SEND_LIMIT;
    }

    /// Gathers the records of a flight: who sends has not finished until it waits for an answer. In one datagram they
    /// are lost together or not at all, and cannot overtake each other (RFC 6347, section 4.1.1).
    @Override
    public void send(byte[] array, int offset, int length) {
        if (flight.size() + length > SEND_LIMIT) {
            leave();
        }
        flight.write(array, offset, length);
    }

    private void leave() {
        if (flight.size() > 0) {
            owner.send().accept(flight.toByteArray());
            flight.reset();
        }
    }
}
