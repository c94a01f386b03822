package org.yizhan.signaling.consultation.application;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yizhan.protocol.bridge.MemberPlan;
import org.yizhan.protocol.bridge.RoomPlan;
import org.yizhan.protocol.id.MemberId;
import org.yizhan.protocol.signal.ServerMessage;
import org.yizhan.signaling.consultation.application.Consultations.Stored;
import org.yizhan.signaling.consultation.model.Calling;
import org.yizhan.signaling.consultation.model.Consultation;
import org.yizhan.signaling.consultation.model.Facts;
import org.yizhan.signaling.consultation.model.Participant;
import org.yizhan.signaling.consultation.model.Plans;
import org.yizhan.signaling.consultation.model.RecordingRest;

/// A consultation in the words of the protocol.
final class Views {

    private Views() {}

    static ServerMessage.ConsultationState state(Consultation consultation) {
        Facts facts = consultation.facts();
        return new ServerMessage.ConsultationState(
                facts.id(),
                consultation.word(),
                facts.seq(),
                facts.brief(),
                facts.ticketNumber(),
                facts.recorded(),
                facts.participants().stream().map(Views::participant).toList(),
                facts.present().stream()
                        .filter(Participant::accepted)
                        .map(Participant::member)
                        .collect(Collectors.toUnmodifiableSet()),
                consultation instanceof Calling calling ? calling.expiresAt() : null,
                pause(facts.rest()));
    }

    private static ServerMessage.@Nullable RecordingPause pause(@Nullable RecordingRest rest) {
        return rest == null
                ? null
                : new ServerMessage.RecordingPause(rest.by(), rest.reason(), rest.since(), rest.until());
    }

    private static ServerMessage.Participant participant(Participant who) {
        return new ServerMessage.Participant(
                who.member(), who.role(), who.name(), who.station().value(), who.standing(), who.sources());
    }

    /// The invitation that waits for this member's answer; null: none does.
    static ServerMessage.@Nullable Invitation invitation(Consultation consultation, Participant member) {
        if (!consultation.isLive() || member.left() || member.invitedUntil() == null) {
            return null;
        }
        Facts facts = consultation.facts();
        return new ServerMessage.Invitation(
                facts.id(), facts.brief(), facts.desk().name(), member.invitedUntil());
    }

    /// What fills the member's slots; null: it is not in a room.
    static ServerMessage.@Nullable Slots slots(Stored stored, MemberId member) {
        RoomPlan plan = Plans.of(stored.consultation(), stored.planRevision());
        if (plan == null) {
            return null;
        }
        Facts facts = stored.consultation().facts();
        for (MemberPlan own : plan.members()) {
            if (own.member().equals(member)) {
                List<ServerMessage.Slot> slots = own.slots().stream()
                        .map(fill -> new ServerMessage.Slot(
                                fill.slot(),
                                fill.member(),
                                facts.get(fill.member()).role(),
                                fill.source()))
                        .toList();
                return new ServerMessage.Slots(facts.id(), plan.revision(), slots);
            }
        }
        return null;
    }
}
