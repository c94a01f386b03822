package org.yizhan.signaling.socket;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/// What waits to be sent to one page, within bounds.
final class Outgoing {

    private final int most;
    private final long largest;
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicLong size = new AtomicLong();
    private final Sinks.Many<String> sink = Sinks.many().unicast().onBackpressureBuffer(new ConcurrentLinkedQueue<>());

    Outgoing(int most, long largest) {
        this.most = most;
        this.largest = largest;
    }

    /// False: too much waits already, and this was not added.
    synchronized boolean add(String text) {
        if (count.incrementAndGet() > most || size.addAndGet(text.length()) > largest) {
            return false;
        }
        sink.tryEmitNext(text);
        return true;
    }

    synchronized void complete() {
        sink.tryEmitComplete();
    }

    Flux<String> texts() {
        return sink.asFlux().doOnNext(text -> {
            count.decrementAndGet();
            size.addAndGet(-text.length());
        });
    }
}
