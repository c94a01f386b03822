package org.yizhan.signaling.consultation.application;

import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.protocol.id.MemberId;
import org.yizhan.signaling.consultation.application.Consultations.Attending;
import org.yizhan.signaling.consultation.model.Bounds;
import org.yizhan.signaling.presence.Presence;
import org.yizhan.signaling.presence.Present;
import reactor.core.publisher.Mono;

/// Notices lost sockets and what is due. Both are read from the database every time, so a restart loses no timer.
@Component
class Watching {

    private final Consultations consultations;
    private final Presence presence;
    private final Changing changing;
    private final Clock clock;
    private final Bounds bounds;

    Watching(
            Consultations consultations,
            Presence presence,
            Changing changing,
            Clock clock,
            ConsultationSettings settings) {
        this.consultations = consultations;
        this.presence = presence;
        this.changing = changing;
        this.clock = clock;
        this.bounds = settings.bounds();
    }

    /// Those whose page is not connected are away.
    Mono<Void> lookForLost() {
        return presence.all()
                .filter(Present::connected)
                .map(Present::member)
                .collect(Collectors.toUnmodifiableSet())
                .flatMap(here -> consultations
                        .attending()
                        .filter(attending -> attending.away() == here.contains(attending.member()))
                        .concatMap(attending -> follow(attending, here))
                        .then());
    }

    private Mono<Void> follow(Attending attending, Set<MemberId> here) {
        MemberId member = attending.member();
        Instant now = clock.instant();
        return changing.happen(
                attending.consultation(), it -> here.contains(member) ? it.returned(member) : it.lost(member, now));
    }

    /// Lets time do its work.
    Mono<Void> lookForDue() {
        return consultations.due(clock.instant()).concatMap(this::tick).then();
    }

    private Mono<Void> tick(ConsultationId id) {
        return changing.happen(id, it -> it.tick(clock.instant(), bounds));
    }
}
