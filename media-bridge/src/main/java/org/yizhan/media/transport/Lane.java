package org.yizhan.media.transport;

import io.netty.channel.EventLoop;
import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoEvent;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.epoll.LinuxSocket;
import io.netty.channel.unix.FileDescriptor;
import io.netty.util.collection.LongObjectHashMap;
import io.netty.util.collection.LongObjectMap;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The media port on one local address. Each address is bound by itself, so that an answer leaves with the
/// address that was asked; a browser drops any other.
final class Lane implements EpollIoHandle, Carrier {

    /// Larger than any packet a path of common size carries.
    static final int MAX_DATAGRAM = 2_048;

    /// Batches received before others on the loop have their turn.
    private static final int MOST_BATCHES = 4;

    private static final int SOCKET_BUFFER = 4 << 20;

    /// While much comes, the socket is looked at this often, and what came meanwhile is taken together: each time that
    /// the loop sleeps and is woken costs as much as several packets.
    private static final long ROUND_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    /// Datagrams in a round, on average, from which that pays.
    private static final int MANY = 3;

    /// What never happens to a datagram socket. No interest at all would end the registration.
    private static final EpollIoOps NOTHING = EpollIoOps.EPOLLRDHUP;

    /// Rounds over which the average is taken.
    private static final int ROUNDS = 64;

    private final MediaPort port;
    private final int index;
    private final EventLoop loop;
    private final LinuxSocket socket;
    private final InetSocketAddress address;
    private final IncomingDatagrams incoming = new IncomingDatagrams();
    private final OutgoingDatagrams outgoing = new OutgoingDatagrams();
    private final byte[] scratch = new byte[MAX_DATAGRAM];

    /// Remote addresses that proved themselves, and whose they are. Bounded by [Paths#MOST] a member.
    private final Map<InetSocketAddress, Remote> known = new HashMap<>();

    /// The same by [Remote#key()]; of two with the same key, which only an attacker would find, one is missing here.
    private final LongObjectMap<Remote> keys = new LongObjectHashMap<>();

    /// Faults on purpose; null when there are none.
    private final @Nullable FaultyLines up;

    private final @Nullable FaultyLines down;
    private @Nullable IoRegistration registration;
    private boolean dirty;
    private boolean closed;

    private @Nullable Future<?> rounds;
    private long countedNanos = System.nanoTime();
    private int counted;

    private Lane(MediaPort port, int index, LinuxSocket socket, InetSocketAddress address) {
        this.port = port;
        this.index = index;
        this.loop = port.loop().loop();
        this.socket = socket;
        this.address = address;
        this.up = FaultyLines.of(port.settings().up(), this::late);
        this.down = FaultyLines.of(port.settings().down(), this::write);
    }

    /// Binds; not to be called on the loop.
    ///
    /// @param index  of the lanes of its port
    /// @param shared whether other loops have lanes on this address
    static Lane bind(MediaPort port, int index, InetSocketAddress address, boolean shared) throws IOException {
        LinuxSocket socket = LinuxSocket.newSocketDgram(address.getAddress() instanceof Inet6Address);
        try {
            socket.setReusePort(shared);
            socket.setReceiveBufferSize(SOCKET_BUFFER);
            socket.setSendBufferSize(SOCKET_BUFFER);
            socket.bind(address);
            InetSocketAddress bound = socket.localAddress();
            Lane lane = new Lane(port, index, socket, new InetSocketAddress(address.getAddress(), bound.getPort()));
            lane.listen();
            return lane;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /// Whether nobody else has the address: lanes that are shared would be bound beside another program's unnoticed.
    ///
    /// @throws IOException when it cannot be bound
    static void probe(InetSocketAddress address) throws IOException {
        LinuxSocket socket = LinuxSocket.newSocketDgram(address.getAddress() instanceof Inet6Address);
        try {
            socket.bind(address);
        } finally {
            socket.close();
        }
    }

    private void listen() throws IOException {
        var registering = ((IoEventLoop) loop).register(this).awaitUninterruptibly();
        if (!registering.isSuccess()) {
            throw new IOException(registering.cause());
        }
        IoRegistration registered = registering.getNow();
        registration = registered;
        registered.submit(EpollIoOps.EPOLLIN);
    }

    InetSocketAddress address() {
        return address;
    }

    /// Which one of its port this is; those of other loops on the same address have the same index.
    int index() {
        return index;
    }

    @Override
    public FileDescriptor fd() {
        return socket;
    }

    /// Also called by the loop when it ends.
    @Override
    public void close() {
        if (loop.inEventLoop()) {
            end();
        } else if (!loop.isTerminated()) {
            port.loop()
                    .ask(() -> {
                        end();
                        return true;
                    })
                    .exceptionally(failure -> false)
                    .join();
        }
    }

    private void end() {
        if (closed) {
            return;
        }
        flush();
        closed = true;
        if (rounds != null) {
            rounds.cancel(false);
        }
        if (registration != null) {
            registration.cancel();
        }
        try {
            socket.close();
        } catch (IOException e) {
            port.failed(e);
        }
        incoming.close();
        outgoing.close();
    }

    @Override
    public void know(InetSocketAddress remote, Transport transport) {
        learn(remote, transport);
        port.others(other -> other.lane(index).learn(remote, transport));
    }

    private void learn(InetSocketAddress remote, Transport transport) {
        Remote found = new Remote(remote, transport);
        known.put(remote, found);
        keys.put(found.key(), found);
    }

    @Override
    public void forget(InetSocketAddress remote, Transport transport) {
        unlearn(remote, transport);
        port.others(other -> other.lane(index).unlearn(remote, transport));
    }

    private void unlearn(InetSocketAddress remote, Transport transport) {
        Remote found = known.get(remote);
        if (found != null && found.transport() == transport) {
            known.remove(remote);
            keys.remove(found.key());
        }
    }

    @Override
    public void handle(IoRegistration from, IoEvent event) {
        if (!closed && ((EpollIoEvent) event).ops().contains(EpollIoOps.EPOLLIN)) {
            receive();
            count();
        }
    }

    /// Looks again and again at a busy socket, and waits to be told by one that is not.
    private void count() {
        long now = System.nanoTime();
        if (now - countedNanos < ROUNDS * ROUND_NANOS) {
            return;
        }
        boolean busy = counted >= MANY * ROUNDS;
        countedNanos = now;
        counted = 0;
        if (busy && rounds == null) {
            rounds = loop.scheduleWithFixedDelay(this::round, ROUND_NANOS, ROUND_NANOS, TimeUnit.NANOSECONDS);
            interest(NOTHING);
        } else if (!busy && rounds != null) {
            rounds.cancel(false);
            rounds = null;
            interest(EpollIoOps.EPOLLIN);
        }
    }

    private void round() {
        if (!closed) {
            receive();
            count();
        }
    }

    private void interest(EpollIoOps wanted) {
        if (registration != null) {
            registration.submit(wanted);
        }
    }

    private void receive() {
        int received = IncomingDatagrams.MOST;
        for (int i = 0; i < MOST_BATCHES && received == IncomingDatagrams.MOST && !closed; i++) {
            received = incoming.receive(socket.intValue());
            counted += Math.max(0, received);
            // They came together: were each stamped when its turn comes, our own work would look like a slow line.
            long arrivedNanos = System.nanoTime();
            for (int k = 0; k < received; k++) {
                received(k, arrivedNanos);
            }
            // What is ready goes out before more is read: after a burst, the first shall not wait for the last.
            port.caughtUp();
        }
        if (received < 0) {
            port.failed(new IOException("recvmmsg failed with error " + -received));
        }
    }

    private void received(int index, long arrivedNanos) {
        int length = incoming.length(index);
        if (length == 0 || length >= MAX_DATAGRAM) {
            return;
        }
        long name = incoming.nameAt(index);
        Remote remote = keys.get(Remote.key(incoming.names(), name));
        if (remote == null || !remote.hasName(incoming.names(), name)) {
            remote = unusual(name);
        }
        if (remote == null) {
            return;
        }
        incoming.copy(index, scratch, length);
        if (up != null) {
            up.pass(loop, remote.address(), scratch, 0, length);
        } else {
            port.received(this, remote.transport(), remote.address(), scratch, length, arrivedNanos);
        }
    }

    private @Nullable Remote unusual(long name) {
        InetSocketAddress from = Remote.read(incoming.names(), name);
        if (from == null) {
            return null;
        }
        Remote remote = known.get(from);
        return remote == null ? new Remote(from, null) : remote;
    }

    private @Nullable Transport transport(InetSocketAddress remote) {
        Remote found = known.get(remote);
        return found == null ? null : found.transport();
    }

    /// A datagram comes out of a line with faults.
    private void late(InetSocketAddress remote, byte[] array, int offset, int length) {
        port.received(this, transport(remote), remote, array, length, System.nanoTime());
        port.caughtUp();
    }

    @Override
    public void send(InetSocketAddress remote, byte[] array, int offset, int length) {
        if (!loop.inEventLoop()) {
            // An answer to what came here and was handed over: this loop knows the address by then.
            byte[] copy = Arrays.copyOfRange(array, offset, offset + length);
            port.loop().execute(() -> send(remote, copy, 0, length));
            return;
        }
        if (down != null) {
            down.pass(loop, remote, array, offset, length);
        } else {
            write(remote, array, offset, length);
        }
    }

    private void write(InetSocketAddress remote, byte[] array, int offset, int length) {
        if (closed || length > MAX_DATAGRAM) {
            return;
        }
        if (outgoing.isFull()) {
            outgoing.send(socket.intValue());
        }
        Remote to = known.get(remote);
        outgoing.add(to == null ? new Remote(remote, null) : to, array, offset, length);
        if (!dirty) {
            dirty = true;
            port.flushLater(this);
        }
    }

    @Override
    public void flush() {
        dirty = false;
        if (!closed && !outgoing.isEmpty()) {
            outgoing.send(socket.intValue());
        }
    }
}
