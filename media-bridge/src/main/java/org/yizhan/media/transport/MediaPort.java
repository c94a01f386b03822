package org.yizhan.media.transport;

import io.netty.channel.unix.Errors;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one port through which all members' packets come and go, on each of the advertised addresses, as one event
/// loop has it; other loops may have it, too.
public final class MediaPort implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MediaPort.class);

    /// EADDRINUSE of Linux.
    private static final int ADDRESS_IN_USE = -98;

    /// How often consent is looked at and late things are sent.
    private static final Duration TICK = Duration.ofMillis(50);

    private final MediaLoop loop;
    private final Refusals refusals;
    private final PortSettings settings;
    private final Switchboard switchboard;
    private final List<Lane> lanes = new ArrayList<>();
    private final List<TcpDoor> doors = new ArrayList<>();
    private final List<Carrier> dirty = new ArrayList<>();
    private final List<Transport> transports = new ArrayList<>();
    private final List<Transport> touched = new ArrayList<>();
    private final Sorter sorter;
    private final AtomicInteger waiting = new AtomicInteger();
    private final Future<?> ticking;
    private boolean flushing;
    private long faults;

    private MediaPort(MediaLoop loop, Refusals refusals, PortSettings settings, Switchboard switchboard) {
        this.loop = loop;
        this.refusals = refusals;
        this.settings = settings;
        this.switchboard = switchboard;
        this.sorter = new Sorter(this, switchboard, refusals);
        this.ticking = loop.every(TICK, this::tick);
    }

    /// Binds the port for one loop. Blocks; not to be called on the loop.
    ///
    /// @throws IllegalStateException when an address cannot be bound
    public static MediaPort open(MediaLoop loop, PortSettings settings, Refusals refusals, Instant now) {
        return open(List.of(loop), settings, refusals, now).getFirst();
    }

    /// Binds the port for several loops: as many sockets on each address, among which the kernel divides the senders.
    /// Blocks; not to be called on a loop.
    ///
    /// @return one for each loop
    /// @throws IllegalStateException when an address cannot be bound
    public static List<MediaPort> open(List<MediaLoop> loops, PortSettings settings, Refusals refusals, Instant now) {
        SrtpSession.prewarm();
        Exercise.begin(now);
        Switchboard switchboard = new Switchboard(now);
        List<MediaPort> ports = loops.stream()
                .map(loop -> new MediaPort(loop, refusals, settings, switchboard))
                .toList();
        switchboard.connect(ports);
        try {
            bind(ports, settings);
        } catch (RuntimeException e) {
            ports.forEach(MediaPort::close);
            throw e;
        }
        if (settings.tcp()) {
            // Few come by TCP: one loop takes their frames and hands them over.
            ports.getFirst().openDoors();
        }
        return ports;
    }

    private static void bind(List<MediaPort> ports, PortSettings settings) {
        int number = settings.port();
        for (InetAddress address : settings.addresses()) {
            try {
                if (ports.size() > 1 && number != 0) {
                    Lane.probe(new InetSocketAddress(address, number));
                }
                for (MediaPort port : ports) {
                    Lane lane = Lane.bind(
                            port, port.lanes.size(), new InetSocketAddress(address, number), ports.size() > 1);
                    port.lanes.add(lane);
                    number = lane.address().getPort();
                }
            } catch (IOException e) {
                if (settings.all() || inUse(e)) {
                    throw unbound(address, number, e);
                }
                LOG.warn("{} is left out: {}", address.getHostAddress(), e.getMessage());
            }
        }
        if (ports.getFirst().lanes.isEmpty()) {
            throw new IllegalStateException("none of the addresses can be bound");
        }
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

    private static IllegalStateException unbound(InetAddress address, int number, Exception cause) {
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
        return switchboard.ports().getFirst().doors.stream()
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
        return switchboard.identity().fingerprint();
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

    Switchboard switchboard() {
        return switchboard;
    }

    Lane lane(int index) {
        return lanes.get(index);
    }

    /// What takes the place of a carrier for packets of this loop.
    Carrier own(Carrier carrier) {
        return carrier instanceof Lane lane ? lanes.get(lane.index()) : carrier;
    }

    /// Does something on each of the other loops.
    void others(Consumer<MediaPort> task) {
        for (MediaPort other : switchboard.ports()) {
            if (other != this) {
                other.loop.execute(() -> task.accept(other));
            }
        }
    }

    void enter(Transport transport) {
        transports.add(transport);
    }

    void leave(Transport transport) {
        transports.remove(transport);
        touched.remove(transport);
    }

    // --- packets that come to one loop and belong to another ---------------------------------------------------------

    /// Whether so many more packets may wait for this loop. Any thread.
    boolean expects(int more) {
        return waiting.get() + more <= Handover.MOST;
    }

    /// Packets that came to another loop. Any thread.
    void given(List<Handover.Packet> handed) {
        waiting.addAndGet(handed.size());
        loop.execute(() -> {
            waiting.addAndGet(-handed.size());
            sorter.received(handed);
            caughtUp();
        });
    }

    // --- packets of this loop ----------------------------------------------------------------------------------------

    void received(
            Carrier carrier,
            @Nullable Transport from,
            InetSocketAddress remote,
            byte[] array,
            int length,
            long arrivedNanos) {
        try {
            sorter.received(carrier, from, remote, array, length, arrivedNanos);
        } catch (RuntimeException e) {
            failed(e);
        }
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
        sorter.give();
    }

    private void tick() {
        long now = System.nanoTime();
        for (Transport transport : List.copyOf(transports)) {
            guarded(transport, one -> one.tick(now));
        }
        caughtUp();
    }

    private void guarded(Transport transport, Consumer<Transport> action) {
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
        return sorter.packets();
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
