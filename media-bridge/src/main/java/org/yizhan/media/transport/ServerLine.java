package org.yizhan.media.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.yizhan.media.rtp.RtcpReader;

/// A line of ours to another media server, where we are what a browser is here: we check the paths to it (RFC 8445,
/// controlling side), begin DTLS, and take what it sends. A socket of its own. On the media loop.
public final class ServerLine implements AutoCloseable {

    /// How often the paths are checked until one is chosen, and consent is asked for after that (RFC 7675 asks for
    /// about five seconds).
    private static final Duration TICK = Duration.ofMillis(50);

    private static final long CONSENT_NANOS = TimeUnit.SECONDS.toNanos(2);

    /// Without an answer for so long the other side is gone (RFC 7675).
    private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private static final long PRIORITY = (110L << 24) + (65_535 << 8) + 255;
    private static final long TIE_BREAKER = Long.MAX_VALUE;
    private static final int MAX_DATAGRAM = 2_048;

    private final MediaLoop loop;
    private final DtlsIdentity identity;
    private final Refusals refusals;
    private final TransportListener listener;
    private final IceCredentials local = IceCredentials.random();
    private final StunKey key = new StunKey(local.password());
    private final byte[] scratch = new byte[MAX_DATAGRAM];
    private final Channel channel;
    private final CompletableFuture<Boolean> up = new CompletableFuture<>();
    private List<InetSocketAddress> candidates = List.of();
    private @Nullable IceCredentials remote;
    private @Nullable Fingerprint certificate;
    private @Nullable InetSocketAddress path;
    private @Nullable DtlsConnection dtls;
    private @Nullable SrtpSession srtp;
    private @Nullable Future<?> ticking;
    private long askedNanos;
    private long heardNanos;
    private boolean closed;

    private ServerLine(
            MediaLoop loop, ServerIdentity identity, Refusals refusals, TransportListener listener, Channel channel) {
        this.loop = loop;
        this.identity = identity.certificate();
        this.refusals = refusals;
        this.listener = listener;
        this.channel = channel;
    }

    /// Binds a socket; the line is given on the loop.
    public static CompletableFuture<ServerLine> open(
            MediaLoop loop, ServerIdentity identity, Refusals refusals, TransportListener listener) {
        CompletableFuture<ServerLine> opened = new CompletableFuture<>();
        var entrance = new Entrance();
        new Bootstrap()
                .group(loop.loop())
                .channel(EpollDatagramChannel.class)
                .handler(entrance)
                .bind(0)
                .addListener((io.netty.channel.ChannelFuture bound) -> {
                    if (bound.isSuccess()) {
                        var line = new ServerLine(loop, identity, refusals, listener, bound.channel());
                        entrance.line = line;
                        opened.complete(line);
                    } else {
                        opened.completeExceptionally(bound.cause());
                    }
                });
        return opened;
    }

    /// Our credentials.
    public IceCredentials local() {
        return local;
    }

    /// Of our certificate, SHA-256.
    public String fingerprint() {
        return identity.fingerprint();
    }

    /// Begins.
    ///
    /// @param towards where the other side may be reached, best first
    /// @return done when packets can be sent; fails when that never becomes so
    public CompletableFuture<Boolean> connect(
            List<InetSocketAddress> towards, IceCredentials theirs, Fingerprint theirCertificate) {
        candidates = List.copyOf(towards);
        remote = theirs;
        certificate = theirCertificate;
        heardNanos = System.nanoTime();
        ticking = loop.every(TICK, this::tick);
        return up;
    }

    public boolean isConnected() {
        return srtp != null && !closed;
    }

    /// Protects and sends a compound RTCP packet. `array` is overwritten and has [Transport#OVERHEAD] bytes of room.
    public void sendRtcp(byte[] array, int length) {
        if (srtp != null && path != null) {
            int sealed = srtp.protectControl(array, 0, length);
            if (sealed > 0) {
                send(path, Arrays.copyOf(array, sealed));
            }
        }
    }

    private void tick() {
        long now = System.nanoTime();
        if (now - heardNanos > SILENCE_NANOS) {
            lose();
            return;
        }
        IceCredentials theirs = remote;
        if (theirs != null && (path == null || now - askedNanos > CONSENT_NANOS)) {
            askedNanos = now;
            if (path == null) {
                candidates.forEach(each -> send(each, question(theirs, false)));
            } else {
                send(path, question(theirs, true));
            }
        }
        if (srtp != null) {
            listener.caughtUp(now);
        }
    }

    /// @param nominated whether this path is the one: with more than one of them named, each side takes another
    private byte[] question(IceCredentials theirs, boolean nominated) {
        StunWriter question = StunWriter.request()
                .username(theirs.fragment() + ":" + local.fragment())
                .number(StunMessage.PRIORITY, PRIORITY, 4)
                .number(StunMessage.CONTROLLING, TIE_BREAKER, 8);
        return (nominated ? question.flag(StunMessage.USE_CANDIDATE) : question)
                .signed(new StunKey(theirs.password()))
                .finish();
    }

    private void send(InetSocketAddress to, byte[] datagram) {
        channel.writeAndFlush(new DatagramPacket(Unpooled.wrappedBuffer(datagram), to), channel.voidPromise());
    }

    private void arrived(DatagramPacket packet) {
        int length = packet.content().readableBytes();
        if (closed || length == 0 || length > MAX_DATAGRAM - SrtpSession.OVERHEAD) {
            return;
        }
        packet.content().readBytes(scratch, 0, length);
        int first = scratch[0] & 0xFF;
        if (first < 4) {
            stun(packet.sender(), length);
        } else if (!packet.sender().equals(path)) {
            refusals.count(Refusals.Reason.UNKNOWN_ADDRESS);
        } else if (first >= 20 && first < 64) {
            if (dtls != null && !dtls.received(scratch, length)) {
                refusals.count(Refusals.Reason.HANDSHAKE_OVERLOAD);
            }
        } else if (first >= 128 && first < 192) {
            media(length, System.nanoTime());
        }
    }

    private void stun(InetSocketAddress from, int length) {
        StunMessage message = StunMessage.read(scratch, 0, length);
        if (message == null || remote == null) {
            refusals.count(Refusals.Reason.MALFORMED_STUN);
        } else if (message.type() == StunMessage.BINDING_REQUEST) {
            if (key.checks(message, scratch, 0)) {
                byte[] answer = StunWriter.answer(StunMessage.BINDING_SUCCESS, message)
                        .xorMappedAddress(from)
                        .signed(key)
                        .finish();
                send(from, answer);
            } else {
                refusals.count(Refusals.Reason.BAD_INTEGRITY);
            }
        } else if (message.type() == StunMessage.BINDING_SUCCESS
                && new StunKey(remote.password()).checks(message, scratch, 0)) {
            heardNanos = System.nanoTime();
            if (path == null && candidates.contains(from)) {
                path = from;
                send(from, question(remote, true));
            } else if (dtls == null && from.equals(path)) {
                shake();
            }
        }
    }

    private void shake() {
        Fingerprint theirs = certificate;
        if (theirs != null) {
            DtlsOwner owner = new DtlsOwner(this::sendDtls, this::agreed, _ -> loop.execute(this::lose));
            dtls = new DtlsConnection(new DtlsClient(identity, theirs), owner, () -> {});
            Thread.ofVirtual().name("dtls").start(dtls);
        }
    }

    private void sendDtls(byte[] record) {
        loop.execute(() -> {
            if (path != null && !closed) {
                send(path, record);
            }
        });
    }

    private void agreed(SrtpKeys keys) {
        loop.execute(() -> {
            if (!closed && srtp == null) {
                srtp = new SrtpSession(keys, false);
                up.complete(true);
                listener.connected();
            }
        });
    }

    private void media(int length, long nowNanos) {
        SrtpSession session = srtp;
        if (session == null) {
            refusals.count(Refusals.Reason.NO_KEYS);
            return;
        }
        boolean control = RtcpReader.isRtcp(scratch, 0, length);
        if (length < (control ? 8 : 12)) {
            refusals.count(Refusals.Reason.UNKNOWN_PACKET);
            return;
        }
        int plain = control ? session.unprotectControl(scratch, 0, length) : session.unprotect(scratch, 0, length);
        if (plain < 0) {
            refusals.count(Refusals.Reason.NOT_AUTHENTIC);
        } else if (control) {
            listener.rtcp(scratch, 0, plain, nowNanos);
        } else {
            listener.rtp(scratch, 0, plain, nowNanos);
        }
    }

    private void lose() {
        if (!closed) {
            close();
            listener.lost();
        }
    }

    /// Ends it; safe to repeat. The other side is told.
    @Override
    public void close() {
        if (closed) {
            return;
        }
        if (dtls != null) {
            dtls.end();
        }
        closed = true;
        up.completeExceptionally(new IllegalStateException("the line was closed"));
        if (ticking != null) {
            ticking.cancel(false);
        }
        if (srtp != null) {
            srtp.close();
            srtp = null;
        }
        channel.close();
    }

    private static final class Entrance extends SimpleChannelInboundHandler<DatagramPacket> {

        private @Nullable ServerLine line;

        @Override
        protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
            if (line != null) {
                line.arrived(packet);
            }
        }
    }
}
