package org.yizhan.media.transport;

import io.netty.channel.unix.Errors;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one port through which all members' packets come and go, on each of the advertised addresses. Tells
/// STUN, DTLS and SRTP apart (RFC 7983) and whose a packet is: by the user name in STUN, by the proven address
/// otherwise.
public final class MediaPort implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MediaPort.class);

    /// EADDRINUSE of Linux.
    private static final int ADDRESS_IN_USE = -98;

    /// How often consent is looked at and late things are sent.
    private static final Duration TICK = Duration.ofMillis(50);

    private final MediaLoop loop;
    private final Refusals refusals;
    private final PortSettings settings;
    private final DtlsIdentity identity;
    private final Handshakes handshakes;
    private final List<Lane> lanes = new ArrayList<>();
    private final List<TcpDoor> doors = new ArrayList<>();
    private final List<Carrier> dirty = new ArrayList<>();
    private final Map<String, IceSession> sessions = new HashMap<>();
    private final List<Transport> transports = new ArrayList<>();
    private final List<Transport> touched = new ArrayList<>();
    private final Strays strays = new Strays();
    private final Future<?> ticking;
    private boolean flushing;
    private long faults;
    private long packets;

    private MediaPort(MediaLoop loop, Refusals refusals, PortSettings settings, Instant now) {
        this.loop = loop;
        this.refusals = refusals;
        this.settings = settings;
        this.identity = DtlsIdentity.create(now);
        this.handshakes = new Handshakes(identity);
        this.ticking = loop.every(TICK, this::tick);
    }

    /// Binds the port. Blocks; not to be called on the loop.
    ///
    /// @throws IllegalStateException when an address cannot be bound
    public static MediaPort open(MediaLoop loop, PortSettings settings, Refusals refusals, Instant now) {
        SrtpSession.prewarm();
        Exercise.begin(now);
        MediaPort opened = new MediaPort(loop, refusals, settings, now);
        int number = settings.port();
        for (InetAddress address : settings.addresses()) {
            try {
                Lane lane = Lane.bind(opened, new InetSocketAddress(address, number));
                opened.lanes.add(lane);
                number = lane.address().getPort();
            } catch (RuntimeException e) {
                throw opened.unbound(address, number, e);
            } catch (IOException e) {
                if (settings.all() || inUse(e)) {
                    throw opened.unbound(address, number, e);
                }
                LOG.warn("{} is left out: {}", address.getHostAddress(), e.getMessage());
            }
        }
        if (opened.lanes.isEmpty()) {
            opened.close();
            throw new IllegalStateException("none of the addresses can be bound");
        }
        if (settings.tcp()) {
            opened.openDoors();
        }
        return opened;
    }

    /// TCP is what remains where UDP is blocked: without it the port still does its work.
    private void openDoors() {
        for (Lane lane : lanes) {
            TcpDoor door = new TcpDoor(this);
            try {
                door.bind(loop, lane.address());
                doors.add(door);
            } catch (IOException e) {
                LOG.warn("no media over TCP on {}: {}", lane.address(), e.getMessage());
            }
        }
    }

    private static boolean inUse(IOException e) {
        return e instanceof Errors.NativeIoException failed && failed.expectedErr() == ADDRESS_IN_USE;
    }

    private IllegalStateException unbound(InetAddress address, int number, Exception cause) {
        close();
        return new IllegalStateException(
                "UDP port " + number + " of " + address.getHostAddress() + " cannot be bound: " + cause.getMessage(),
                cause);
    }

    /// Where members may send, best first.
    public List<InetSocketAddress> addresses() {
        return lanes.stream().map(Lane::address).toList();
    }

    /// Where members may connect by TCP, best first.
    public List<InetSocketAddress> doors() {
        return doors.stream()
                .map(TcpDoor::address)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
    }

    /// Whether what members are sent follows an estimate of their lines.
    public boolean steers() {
        return settings.steer();
    }

    /// SHA-256 fingerprint of the certificate in every handshake.
    public String fingerprint() {
        return identity.fingerprint();
    }

    /// A way for one member's packets. On the loop.
    public Transport connect(IceCredentials theirs, Fingerprint remote, TransportListener listener) {
        Transport transport = new Transport(this, remote, listener);
        transports.add(transport);
        transport.expect(theirs);
        return transport;
    }

    @Override
    public void close() {
        ticking.cancel(false);
        if (!loop.isHere()) {
            loop.ask(() -> {
                        List.copyOf(transports).forEach(Transport::close);
                        flush();
                        return true;
                    })
                    .exceptionally(failure -> false)
                    .join();
        }
        doors.forEach(TcpDoor::close);
        lanes.forEach(Lane::close);
    }

    // --- for lanes and transports, on the loop ---------------------------------------------------------------------

    MediaLoop loop() {
        return loop;
    }

    PortSettings settings() {
        return settings;
    }

    Refusals refusals() {
        return refusals;
    }

    Strays strays() {
        return strays;
    }

    Handshakes handshakes() {
        return handshakes;
    }

    void listen(IceSession session) {
        sessions.put(session.local().fragment(), session);
    }

    void ignore(IceSession session) {
        sessions.remove(session.local().fragment(), session);
    }

    void closed(Transport transport) {
        transports.remove(transport);
        strays.forget(transport);
        touched.remove(transport);
    }

    void received(
            Carrier carrier,
            @Nullable Transport from,
            InetSocketAddress remote,
            byte[] array,
            int length,
            long arrivedNanos) {
        try {
            int first = array[0] & 0xFF;
            if (first < 4) {
                stun(carrier, remote, array, length);
            } else if (from == null) {
                if (!strays.stray(carrier, remote, array, length, arrivedNanos)) {
                    refusals.count(Refusals.Reason.UNKNOWN_ADDRESS);
                }
            } else if (first >= 20 && first < 64) {
                from.dtls(array, length);
            } else if (first >= 128 && first < 192) {
                packets++;
                from.media(array, length, arrivedNanos);
            } else {
                refusals.count(Refusals.Reason.UNKNOWN_PACKET);
            }
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    private void stun(Carrier carrier, InetSocketAddress remote, byte[] array, int length) {
        StunMessage message = StunMessage.read(array, 0, length);
        if (message == null) {
            refusals.count(Refusals.Reason.MALFORMED_STUN);
            return;
        }
        if (message.type() == StunMessage.BINDING_SUCCESS && strays.answered(carrier, remote, message, array)) {
            return;
        }
        String username = message.username();
        int colon = username == null ? -1 : username.indexOf(':');
        IceSession session = username == null || colon < 0 ? null : sessions.get(username.substring(0, colon));
        if (session == null || message.type() != StunMessage.BINDING_REQUEST) {
            refusals.count(Refusals.Reason.UNKNOWN_USERNAME);
            return;
        }
        session.request(carrier, remote, message, array);
    }

    void touched(Transport transport) {
        touched.add(transport);
    }

    void caughtUp() {
        long now = System.nanoTime();
        for (int i = 0; i < touched.size(); i++) {
            guarded(touched.get(i), transport -> transport.caughtUp(now));
        }
        touched.clear();
        flush();
    }

    private void tick() {
        long now = System.nanoTime();
        for (Transport transport : List.copyOf(transports)) {
            guarded(transport, one -> one.tick(now));
        }
        caughtUp();
    }

    private void guarded(Transport transport, java.util.function.Consumer<Transport> action) {
        try {
            action.accept(transport);
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    void flushLater(Carrier carrier) {
        dirty.add(carrier);
        if (!flushing) {
            flushing = true;
            loop.execute(this::flush);
        }
    }

    private void flush() {
        flushing = false;
        dirty.forEach(Carrier::flush);
        dirty.clear();
    }

    /// How many packets of media came from members. On the loop.
    public long packets() {
        return packets;
    }

    /// How many packets found a fault of ours.
    long faults() {
        return faults;
    }

    /// A fault of ours: the first ones are told, then fewer and fewer, so that nobody fills the log from
    /// outside.
    void failed(Throwable cause) {
        faults++;
        if (Long.bitCount(faults) == 1 && !(cause instanceof IOException)) {
            LOG.warn("a packet could not be handled ({} such so far)", faults, cause);
        }
    }
}
