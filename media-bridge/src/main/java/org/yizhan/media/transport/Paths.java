package org.yizhan.media.transport;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The addresses that one member has proven to be its own, and which of them packets take. On the media loop.
final class Paths {

    /// At once: interfaces of a machine times our own addresses. The oldest is forgotten for a new one.
    static final int MOST = 16;

    record Path(Carrier carrier, InetSocketAddress remote) {

        void send(byte[] array, int length) {
            if (length > 0) {
                carrier.send(remote, array, 0, length);
            }
        }
    }

    private final Transport owner;
    private final List<Path> known = new ArrayList<>();
    private @Nullable Path taken;
    private boolean nominated;

    Paths(Transport owner) {
        this.owner = owner;
    }

    /// What packets take; null while nothing is proven.
    @Nullable
    Path taken() {
        return taken;
    }

    /// An address has been proven.
    ///
    /// @return false when it is one too many
    boolean prove(Carrier carrier, InetSocketAddress remote) {
        Path proven = new Path(carrier, remote);
        if (!known.contains(proven)) {
            if (known.size() >= MOST && !forgetOne()) {
                return false;
            }
            known.add(proven);
            carrier.know(remote, owner);
        }
        return true;
    }

    private boolean forgetOne() {
        for (Path old : known) {
            if (!old.equals(taken)) {
                known.remove(old);
                old.carrier().forget(old.remote(), owner);
                return true;
            }
        }
        return false;
    }

    /// Until the peer has nominated one: the last that worked.
    void works(Carrier carrier, InetSocketAddress remote) {
        if (!nominated) {
            take(carrier, remote);
        }
    }

    /// The peer wants this one. Always its last nomination: a client with several interfaces nominates again when it
    /// moves.
    void nominate(Carrier carrier, InetSocketAddress remote) {
        nominated = true;
        take(carrier, remote);
    }

    void take(Carrier carrier, InetSocketAddress remote) {
        taken = new Path(carrier, remote);
    }

    /// A connection is gone, and all paths over it: until the peer nominates another, whatever worked last.
    void broken(Carrier carrier) {
        known.removeIf(old -> old.carrier() == carrier);
        if (taken != null && taken.carrier() == carrier) {
            taken = known.isEmpty() ? null : known.getLast();
        }
    }

    /// The same addresses by the sockets of another loop.
    void move(MediaPort to) {
        known.replaceAll(old -> new Path(to.own(old.carrier()), old.remote()));
        if (taken != null) {
            taken = new Path(to.own(taken.carrier()), taken.remote());
        }
    }

    void forget() {
        known.forEach(old -> old.carrier().forget(old.remote(), owner));
    }
}
