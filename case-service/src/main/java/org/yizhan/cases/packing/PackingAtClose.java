package org.yizhan.cases.packing;

import org.springframework.stereotype.Component;
import org.yizhan.cases.docket.Docket;
import org.yizhan.platform.outbox.EventConsumer;
import org.yizhan.protocol.event.Event;
import org.yizhan.protocol.id.EventId;
import reactor.core.publisher.Mono;

/// Packs a case when it is done.
@Component
class PackingAtClose implements EventConsumer {

    private static final String DONE = "completed";

    private final Docket docket;
    private final Packages packages;

    PackingAtClose(Docket docket, Packages packages) {
        this.docket = docket;
        this.packages = packages;
    }

    @Override
    public String name() {
        return "cases.packing";
    }

    @Override
    public String schema() {
        return "cases";
    }

    @Override
    public boolean wants(Event event) {
        return event instanceof Event.CaseDecided decided && decided.state().equals(DONE);
    }

    @Override
    public Mono<Void> on(EventId id, Event event) {
        return event instanceof Event.CaseDecided decided
                ? docket.find(decided.caseId()).flatMap(packages::of).then()
                : Mono.empty();
    }
}
