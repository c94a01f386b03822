package org.yizhan.media.transport;

import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yizhan.media.rtp.Bytes;
import org.yizhan.media.rtp.RtcpReader;

/// The way of one member's packets: an ICE path that the browser chooses, DTLS over it, SRTP with the keys of
/// that. On its port's event loop, which may become another one.
public final class Transport {

    /// Packets kept that came before the keys.
    private static final int MAX_EARLY = 16;

    /// Changes when it moves to another loop.
    private volatile MediaPort port;

    private final Fingerprint remote;
    private final TransportListener listener;
    private final Paths paths = new Paths(this);
    private final Questions questions;

    /// The streams that it is known by.
    private final IntObjectMap<Boolean> spoken = new IntObjectHashMap<>();

    private final List<byte[]> early = new ArrayList<>();
    private @Nullable IceSession current;
    private @Nullable IceSession next;
    private @Nullable DtlsConnection dtls;
    private @Nullable SrtpSession srtp;
    private @Nullable PacketTap tap;
    private long heardNanos = System.nanoTime();
    private boolean touched;
    private boolean silent;
    private boolean closed;

    Transport(MediaPort port, Fingerprint remote, TransportListener listener) {
        this.port = port;
        this.remote = remote;
        this.listener = listener;
        this.questions = new Questions(port.switchboard().strays(), this);
    }

    /// Credentials for the peer with these: those it was given already, or new ones. New ones are an ICE restart:
    /// packets take the old path until the peer has nominated one with the new credentials.
    public IceCredentials expect(IceCredentials theirs) {
        IceSession known = next != null ? next : current;
        if (known != null && known.remote().fragment().equals(theirs.fragment())) {
            return known.local();
        }
        IceSession fresh = new IceSession(port.refusals(), this, theirs);
        port.switchboard().listen(fresh);
        if (current == null) {
            current = fresh;
        } else {
            if (next != null) {
                port.switchboard().ignore(next);
            }
            next = fresh;
        }
        return fresh.local();
    }

    /// The credentials given last.
    public IceCredentials local() {
        IceSession known = next != null ? next : current;
        if (known == null) {
            throw new IllegalStateException("closed");
        }
        return known.local();
    }

    /// Whose certificate the peer must show.
    public Fingerprint remote() {
        return remote;
    }

    /// Whether packets may be sent: there are keys, and the peer was heard lately.
    public boolean isConnected() {
        return srtp != null && !closed && !silent;
    }

    /// Protects and sends an RTP packet of ours. `array` is overwritten and has [#OVERHEAD] bytes of room
    /// behind it.
    public void sendRtp(byte[] array, int length) {
        Paths.Path path = paths.taken();
        if (srtp != null && path != null) {
            if (tap != null) {
                tap.rtp(false, path.remote(), array, 0, length);
            }
            path.send(array, srtp.protect(array, 0, length));
        }
    }

    /// As [#sendRtp(byte[], int)], for a compound RTCP packet.
    public void sendRtcp(byte[] array, int length) {
        Paths.Path path = paths.taken();
        if (srtp != null && path != null) {
            if (tap != null) {
                tap.rtcp(false, path.remote(), array, 0, length);
            }
            path.send(array, srtp.protectControl(array, 0, length));
        }
    }

    /// Shows packets to somebody, or to nobody any more.
    public void tap(@Nullable PacketTap wanted) {
        tap = wanted;
    }

    void checked(boolean up, InetSocketAddress address, byte[] array, int length) {
        if (tap != null) {
            tap.stun(up, address, array, 0, length);
        }
    }

    /// What protection adds to a packet at most.
    public static final int OVERHEAD = SrtpSession.OVERHEAD;

    /// Runs `task` on the media loop after this time, unless this is closed by then.
    public void later(long nanos, Runnable task) {
        MediaPort here = port;
        here.loop()
                .later(
                        nanos,
                        () -> soon(() -> {
                            if (!closed) {
                                task.run();
                            }
                        }));
    }

    /// Runs `task` on the media loop: now when this is it. Any thread.
    private void soon(Runnable task) {
        MediaPort here = port;
        if (here.loop().isHere()) {
            task.run();
        } else {
            here.loop().execute(() -> soon(task));
        }
    }

    /// Lets this live on another loop from now on: whoever calls may touch it there only. Packets that come to the
    /// old loop meanwhile follow.
    public void move(MediaPort to) {
        port.leave(this);
        touched = false;
        questions.end();
        paths.move(to);
        // From here on the other loop may be at it.
        port = to;
        to.loop().execute(() -> {
            if (!closed) {
                to.enter(this);
            }
        });
    }

    MediaPort port() {
        return port;
    }

    public boolean isClosed() {
        return closed;
    }

    /// Ends it; safe to repeat. The peer is told.
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (dtls != null) {
            dtls.end();
        }
        if (current != null) {
            port.switchboard().ignore(current);
        }
        if (next != null) {
            port.switchboard().ignore(next);
        }
        paths.forget();
        if (srtp != null) {
            srtp.close();
            srtp = null;
        }
        questions.end();
        spoken.forEach((ssrc, _) -> port.switchboard().strays().forget(ssrc, this));
        port.leave(this);
    }

    // --- from the port, ICE and DTLS -------------------------------------------------------------------------------

    /// A signed request came over this path.
    ///
    /// @return false when it is one path too many
    boolean proven(IceSession session, Carrier carrier, InetSocketAddress address, boolean use) {
        if (closed) {
            return false;
        }
        heard(System.nanoTime());
        Carrier own = port.own(carrier);
        if (!keep(own, address)) {
            return false;
        }
        if (use && session == next) {
            if (current != null) {
                port.switchboard().ignore(current);
            }
            current = next;
            next = null;
        }
        if (use && session == current) {
            paths.nominate(own, address);
        } else {
            paths.works(own, address);
        }
        return true;
    }

    private boolean keep(Carrier carrier, InetSocketAddress address) {
        boolean kept = paths.prove(carrier, address);
        if (!kept) {
            port.refusals().count(Refusals.Reason.TOO_MANY_ADDRESSES);
        }
        return kept;
    }

    /// A connection is gone, and all paths over it. Any thread.
    void broken(Carrier carrier) {
        soon(() -> paths.broken(carrier));
    }

    void dtls(byte[] array, int length) {
        if (closed) {
            // It closed while this was on its way from another loop.
            return;
        }
        if (dtls == null) {
            dtls = port.switchboard().handshakes().begin(this, remote);
        }
        if (dtls == null || !dtls.received(array, length)) {
            port.refusals().count(Refusals.Reason.HANDSHAKE_OVERLOAD);
        }
    }

    void media(byte[] array, int length, long nowNanos) {
        if (srtp == null) {
            early(array, length);
            return;
        }
        boolean control = RtcpReader.isRtcp(array, 0, length);
        if (length < (control ? 8 : 12)) {
            port.refusals().count(Refusals.Reason.UNKNOWN_PACKET);
            return;
        }
        int plain = control ? srtp.unprotectControl(array, 0, length) : srtp.unprotect(array, 0, length);
        if (plain < 0) {
            port.refusals().count(Refusals.Reason.NOT_AUTHENTIC);
            return;
        }
        heard(nowNanos);
        if (!touched) {
            touched = true;
            port.touched(this);
            if (!control) {
                speaks((int) Bytes.u32(array, 8));
            }
        }
        if (tap != null) {
            Paths.Path path = paths.taken();
            seen(tap, control, path == null ? null : path.remote(), array, plain);
        }
        if (control) {
            listener.rtcp(array, 0, plain, nowNanos);
        } else {
            listener.rtp(array, 0, plain, nowNanos);
        }
    }

    private void speaks(int ssrc) {
        if (!spoken.containsKey(ssrc) && port.switchboard().strays().speaks(ssrc, this)) {
            spoken.put(ssrc, Boolean.TRUE);
        }
    }

    private static void seen(
            PacketTap tap, boolean control, @Nullable InetSocketAddress from, byte[] array, int length) {
        if (control) {
            tap.rtcp(true, from, array, 0, length);
        } else {
            tap.rtp(true, from, array, 0, length);
        }
    }

    /// An RTP packet of a stream of ours from an address that has not proven itself. An authentic one is as good as
    /// any; but where it came from gets no more than a question until somebody there has answered it.
    ///
    /// @return false when it is not ours
    boolean strayed(Carrier carrier, InetSocketAddress address, byte[] array, int length, long nowNanos) {
        IceSession asking = current;
        int plain = srtp == null || asking == null ? -1 : srtp.unprotect(array, 0, length);
        if (plain < 0 || asking == null) {
            return false;
        }
        questions.ask(asking, carrier, address, nowNanos);
        if (!touched) {
            touched = true;
            port.touched(this);
        }
        if (tap != null) {
            seen(tap, false, address, array, plain);
        }
        listener.rtp(array, 0, plain, nowNanos);
        return true;
    }

    /// An answer to a question of ours, perhaps.
    ///
    /// @return whether it is signed and comes from where we asked
    boolean answered(Carrier carrier, InetSocketAddress address, StunMessage answer, byte[] array) {
        if (current == null
                || !current.hasAnswered(answer, array)
                || !questions.isAnswer(carrier, address, answer.transaction())) {
            return false;
        }
        heard(System.nanoTime());
        Carrier own = port.own(carrier);
        if (keep(own, address)) {
            paths.take(own, address);
        }
        return true;
    }

    /// The peer has its keys a moment before we have ours, and its first packet begins a key frame.
    private void early(byte[] array, int length) {
        if (dtls == null || early.size() >= MAX_EARLY) {
            port.refusals().count(Refusals.Reason.NO_KEYS);
        } else {
            early.add(Arrays.copyOf(array, length));
        }
    }

    void caughtUp(long nowNanos) {
        touched = false;
        if (!closed) {
            listener.caughtUp(nowNanos);
        }
    }

    private void heard(long nowNanos) {
        heardNanos = nowNanos;
        if (silent) {
            silent = false;
            listener.connected();
        }
    }

    void tick(long nowNanos) {
        long quiet = nowNanos - heardNanos;
        PortSettings times = port.settings();
        if (quiet > times.silence().toNanos()
                && (srtp == null || quiet > times.memory().toNanos())) {
            lose();
        } else if (srtp != null && !silent && quiet > times.silence().toNanos()) {
            silent = true;
            listener.silent();
        } else if (srtp != null) {
            listener.caughtUp(nowNanos);
        }
    }

    /// From a handshake's thread: sends a record of ours.
    void sendDtls(byte[] record) {
        soon(() -> {
            Paths.Path path = paths.taken();
            if (path != null) {
                path.send(record, record.length);
            }
        });
    }

    /// From a handshake's thread: these are the keys.
    void agreed(SrtpKeys keys) {
        soon(() -> {
            if (!closed && srtp == null) {
                srtp = new SrtpSession(keys, true);
                listener.connected();
                early.forEach(packet -> media(packet, packet.length, System.nanoTime()));
                early.clear();
            }
        });
    }

    /// From a handshake's thread: it failed, or the peer said goodbye.
    void ended(boolean failed) {
        soon(() -> {
            if (failed) {
                port.refusals().count(Refusals.Reason.HANDSHAKE_FAILED);
            }
            lose();
        });
    }

    private void lose() {
        if (!closed) {
            close();
            listener.lost();
        }
    }
}
