package org.yizhan.signaling.consultation.application;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.protocol.id.MemberId;
import org.yizhan.protocol.signal.ServerMessage;
import org.yizhan.signaling.consultation.application.Consultations.Stored;
import org.yizhan.signaling.consultation.model.Participant;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// What a member has to be told of a consultation.
@Component
public class Following {

    private final Consultations consultations;

    Following(Consultations consultations) {
        this.consultations = consultations;
    }

    /// A consultation as one member sees it.
    ///
    /// @param takesPart  whether its time line is theirs to see: not for a guest who has not joined, or
    ///                   has left
    /// @param events     those after the number that was asked for, up to `state.seq()`; none when they
    ///                   do not take part
    /// @param invitation null: no answer is awaited of this member
    /// @param slots      null: the member is in no room
    /// @param bridge     where the room is or will be; null: nowhere yet, or it is over
    /// @param second     where it is recorded a second time; null: nowhere
    public record View(
            boolean takesPart,
            List<ServerMessage.Happened> events,
            ServerMessage.ConsultationState state,
            ServerMessage.@Nullable Invitation invitation,
            ServerMessage.@Nullable Slots slots,
            @Nullable String bridge,
            @Nullable String second) {}

    /// The consultation that the member is in, or is invited to. Empty: none.
    public Mono<ConsultationId> activeOf(MemberId member) {
        return consultations.activeOf(member);
    }

    /// The bridge of the consultation that the member is in. Empty: it is in none, or that has no bridge
    /// yet.
    public Mono<String> bridgeOf(MemberId member) {
        return consultations.bridgeOf(member);
    }

    private static @Nullable String second(Stored stored) {
        Consultations.Second second = stored.second();
        return second == null || stored.consultation().isOver() ? null : second.bridge();
    }

    /// The bridge that records the member's meeting a second time. Empty: none does.
    public Mono<String> secondBridgeOf(MemberId member) {
        return consultations.secondBridgeOf(member);
    }

    /// Empty when there is no such consultation or the member has no part in it.
    public Mono<View> view(ConsultationId id, MemberId member, long afterSeq) {
        return consultations.find(id).flatMap(stored -> {
            Participant who = stored.consultation().facts().find(member);
            return who == null ? Mono.empty() : view(stored, who, afterSeq);
        });
    }

    /// Events are append-only and numbered in the transaction that set the state's number, so reading
    /// them after the state finds each up to that number.
    private Mono<View> view(Stored stored, Participant who, long afterSeq) {
        ServerMessage.ConsultationState state = Views.state(stored.consultation());
        boolean takesPart = stored.consultation().facts().takesPart(who);
        return (takesPart
                        ? consultations.events(state.consultation(), afterSeq, state.seq())
                        : Flux.<Consultations.Event>empty())
                .map(event -> new ServerMessage.Happened(
                        state.consultation(), event.seq(), event.kind(), event.data(), event.at()))
                .collectList()
                .map(events -> new View(
                        takesPart,
                        events,
                        state,
                        Views.invitation(stored.consultation(), who),
                        Views.slots(stored, who.member()),
                        stored.consultation().isOver() ? null : stored.bridge(),
                        second(stored)));
    }
}
