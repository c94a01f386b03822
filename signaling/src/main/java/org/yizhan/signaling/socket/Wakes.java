package org.yizhan.signaling.socket;

import java.util.EnumSet;
import java.util.Set;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/// What a connection's loop has to look at. Any number of nudges of one kind is one look, so this never grows.
final class Wakes {

    enum Wake {
        CONSULTATION,
        TICKET,
        QUEUE,
        BRIDGE,
        TICK,
        REPLACED,
        SIGNED_OUT,
        GOING_AWAY
    }

    private final Set<Wake> pending = EnumSet.noneOf(Wake.class);
    private final Sinks.Many<Boolean> bell = Sinks.many().unicast().onBackpressureBuffer();

    synchronized void add(Wake wake) {
        boolean quiet = pending.isEmpty();
        pending.add(wake);
        if (quiet) {
            bell.tryEmitNext(true);
        }
    }

    /// Takes everything that is pending.
    synchronized Set<Wake> take() {
        Set<Wake> taken = EnumSet.noneOf(Wake.class);
        taken.addAll(pending);
        pending.clear();
        return taken;
    }

    synchronized void complete() {
        bell.tryEmitComplete();
    }

    /// Rings on another thread than the one that wakes: whoever nudges never does this connection's work.
    Flux<Boolean> bell() {
        return bell.asFlux().publishOn(Schedulers.parallel());
    }
}
