package org.yizhan.cases.verdict;

import java.util.Set;
import org.springframework.stereotype.Component;
import org.yizhan.cases.docket.Docket;
import org.yizhan.platform.outbox.EventConsumer;
import org.yizhan.protocol.event.Event;
import org.yizhan.protocol.id.EventId;
import reactor.core.publisher.Mono;

/// Has the decision signed as soon as it was taken.
@Component
class SigningAtEnd implements EventConsumer {

    private static final Set<String> DECIDED = Set.of("completed", "denied");

    private final Docket docket;
    private final Verdicts verdicts;

    SigningAtEnd(Docket docket, Verdicts verdicts) {
        this.docket = docket;
        this.verdicts = verdicts;
    }

    @Override
    public String name() {
        return "cases.verdict";
    }

    @Override
    public String schema() {
        return "cases";
    }

    @Override
    public boolean wants(Event event) {
        return event instanceof Event.CaseDecided decided && DECIDED.contains(decided.state());
    }

    @Override
    public Mono<Void> on(EventId id, Event event) {
        return event instanceof Event.CaseDecided decided
                ? docket.find(decided.caseId()).flatMap(verdicts::of).then()
                : Mono.empty();
    }
}
