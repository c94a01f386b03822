package org.yizhan.trial.cases;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.yizhan.platform.outbox.EventConsumer;
import org.yizhan.protocol.event.Event;
import org.yizhan.protocol.id.EventId;
import reactor.core.publisher.Mono;

/// Another part that listens.
public final class HeardEvents implements EventConsumer {

    private final List<Event> heard = new CopyOnWriteArrayList<>();

    /// What was announced about a case, first thing first.
    public List<Event> of(String caseId) {
        return heard.stream().filter(e -> e.stream().equals("case:" + caseId)).toList();
    }

    @Override
    public String name() {
        return "trial.heard";
    }

    @Override
    public String schema() {
        return "cases";
    }

    @Override
    public Mono<Void> on(EventId id, Event event) {
        return Mono.fromRunnable(() -> heard.add(event));
    }
}
