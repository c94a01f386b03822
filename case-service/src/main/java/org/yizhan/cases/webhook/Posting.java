package org.yizhan.cases.webhook;

import org.springframework.stereotype.Component;
import org.yizhan.platform.outbox.EventConsumer;
import org.yizhan.protocol.event.Event;
import org.yizhan.protocol.id.EventId;
import reactor.core.publisher.Mono;

/// Turns events of cases into messages, exactly once each.
@Component
class Posting implements EventConsumer {

    private final Webhooks webhooks;

    Posting(Webhooks webhooks) {
        this.webhooks = webhooks;
    }

    @Override
    public String name() {
        return "cases.webhooks";
    }

    @Override
    public String schema() {
        return "cases";
    }

    @Override
    public boolean wants(Event event) {
        return (event instanceof Event.CaseChanged || event instanceof Event.CaseDecided) && webhooks.mayListen();
    }

    @Override
    public Mono<Void> on(EventId id, Event event) {
        return switch (event) {
            case Event.CaseChanged changed ->
                webhooks.post(changed.caseId(), changed.version(), "case.changed", changed.at());
            case Event.CaseDecided decided ->
                webhooks.post(decided.caseId(), decided.version(), "case." + decided.action(), decided.at());
            case Event.OfCase _, Event.OfConsultation _ -> Mono.empty();
        };
    }
}
