package org.yizhan.signaling.consultation.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.yizhan.protocol.cases.CaseBrief;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.protocol.id.MemberId;
import org.yizhan.protocol.id.RecordingId;
import org.yizhan.protocol.id.TicketId;

/// What is true of a consultation in every state.
///
/// @param recorded    the resident consented to recording
/// @param recording   fixed from the beginning, so that a recording interrupted by a restart goes on under its id
/// @param boothMember the resident's page
/// @param deskMember  the page that called
/// @param participants everybody who takes or took part, in the order in which they came; booth first, desk second
/// @param seq         number of the last event
/// @param startedAt   when they met
/// @param rest        that the recording rests; null: it does not
public record Facts(
        ConsultationId id,
        TicketId ticket,
        String ticketNumber,
        CaseBrief brief,
        boolean recorded,
        RecordingId recording,
        MemberId boothMember,
        MemberId deskMember,
        List<Participant> participants,
        long seq,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable RecordingRest rest) {

    /// Resident, officer and two more: every offer has receive slots for the sound of three others.
    public static final int MAX_MEMBERS = 4;

    public Facts {
        participants = List.copyOf(participants);
    }

    public @Nullable Participant find(MemberId member) {
        for (Participant participant : participants) {
            if (participant.member().equals(member)) {
                return participant;
            }
        }
        return null;
    }

    /// One who certainly takes or took part.
    public Participant get(MemberId member) {
        return Objects.requireNonNull(find(member));
    }

    public Participant booth() {
        return participants.get(0);
    }

    public Participant desk() {
        return participants.get(1);
    }

    /// Those who take part now or are invited to, lost sockets included.
    public List<Participant> present() {
        return participants.stream().filter(who -> !who.left()).toList();
    }

    List<Participant> guests() {
        return present().stream().filter(who -> isGuest(who.member())).toList();
    }

    /// Whether what happens in it is theirs to know: a guest's only from joining to leaving.
    public boolean takesPart(Participant who) {
        return !isGuest(who.member()) || (who.accepted() && !who.left());
    }

    /// Whether they ever took part: not a guest who never joined.
    public boolean tookPart(Participant who) {
        return !isGuest(who.member()) || who.accepted();
    }

    boolean isGuest(MemberId member) {
        return !member.equals(boothMember) && !member.equals(deskMember);
    }

    /// With this participant in the place of the one with the same member, or added.
    Facts replacing(Participant changed) {
        List<Participant> all = new ArrayList<>(participants);
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).member().equals(changed.member())) {
                all.set(i, changed);
                return withParticipants(all);
            }
        }
        all.add(changed);
        return withParticipants(all);
    }

    /// Nobody is expected any more.
    Facts settled() {
        return withParticipants(participants.stream().map(Participant::settled).toList())
                .resting(null);
    }

    Facts startedAt(Instant when) {
        return new Facts(
                id,
                ticket,
                ticketNumber,
                brief,
                recorded,
                recording,
                boothMember,
                deskMember,
                participants,
                seq,
                createdAt,
                when,
                rest);
    }

    /// @param wanted null: the recording is written
    Facts resting(@Nullable RecordingRest wanted) {
        return new Facts(
                id,
                ticket,
                ticketNumber,
                brief,
                recorded,
                recording,
                boothMember,
                deskMember,
                participants,
                seq,
                createdAt,
                startedAt,
                wanted);
    }

    Facts atSeq(long last) {
        return new Facts(
                id,
                ticket,
                ticketNumber,
                brief,
                recorded,
                recording,
                boothMember,
                deskMember,
                participants,
                last,
                createdAt,
                startedAt,
                rest);
    }

    private Facts withParticipants(List<Participant> all) {
        return new Facts(
                id,
                ticket,
                ticketNumber,
                brief,
                recorded,
                recording,
                boothMember,
                deskMember,
                all,
                seq,
                createdAt,
                startedAt,
                rest);
    }
}
