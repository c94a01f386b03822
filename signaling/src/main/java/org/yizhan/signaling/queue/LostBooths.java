package org.yizhan.signaling.queue;

import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.yizhan.protocol.id.MemberId;
import org.yizhan.signaling.live.Nudge.QueueMoved;
import org.yizhan.signaling.live.Nudges;
import org.yizhan.signaling.presence.Presence;
import org.yizhan.signaling.presence.Present;
import org.yizhan.signaling.queue.Tickets.WaitingBooth;
import reactor.core.publisher.Mono;

/// Gives up the tickets of booths that lost their socket and did not come back. Since when a booth is gone is in
/// the database, so a restart neither forgets it nor starts anew.
@Component
class LostBooths {

    private final Tickets tickets;
    private final Presence presence;
    private final Nudges nudges;
    private final Clock clock;
    private final QueueSettings settings;

    LostBooths(Tickets tickets, Presence presence, Nudges nudges, Clock clock, QueueSettings settings) {
        this.tickets = tickets;
        this.presence = presence;
        this.nudges = nudges;
        this.clock = clock;
        this.settings = settings;
    }

    Mono<Void> look() {
        return presence.all()
                .filter(Present::connected)
                .map(Present::member)
                .collect(Collectors.toUnmodifiableSet())
                .flatMap(here -> tickets.waitingBooths()
                        .concatMap(booth -> follow(booth, here))
                        .then());
    }

    private Mono<Void> follow(WaitingBooth booth, Set<MemberId> here) {
        Instant now = clock.instant();
        if (here.contains(booth.member())) {
            return booth.goneSince().isEmpty() ? Mono.empty() : tell(booth, tickets.markBack(booth.ticket()));
        }
        if (booth.goneSince().isEmpty()) {
            return tell(booth, tickets.markGone(booth.ticket(), now));
        }
        boolean over = !now.isBefore(booth.goneSince().get().plus(settings.boothGrace()));
        return over ? tell(booth, tickets.giveUp(booth.ticket(), now)) : Mono.empty();
    }

    private Mono<Void> tell(WaitingBooth booth, Mono<Long> change) {
        return change.filter(rows -> rows > 0).flatMap(_ -> nudges.send(new QueueMoved(booth.scope())));
    }
}
