package org.yizhan.signaling.socket;

import org.jspecify.annotations.Nullable;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.protocol.id.TicketId;
import org.yizhan.protocol.signal.ServerMessage;

/// What a page was shown last, so that it is told what changed and nothing else. Belongs to one connection's loop.
final class Shown {

    /// The consultation whose time line the page follows; it stays after the end, until the next.
    @Nullable
    ConsultationId consultation;

    /// The last event of it that the page has.
    long seq;

    /// The bridge that it was told of, or was answered by, last.
    @Nullable
    String bridge;

    /// The second bridge of its meeting that it was told of last.
    @Nullable
    String second;

    /// A page that comes back may believe in one that is no longer.
    boolean secondTold = true;

    private ServerMessage.@Nullable ConsultationState state;
    private ServerMessage.@Nullable Slots slots;
    private ServerMessage.@Nullable Invitation invitation;
    private ServerMessage.@Nullable TicketState ticket;
    private ServerMessage.@Nullable Queue queue;

    void follow(ConsultationId other, long lastSeq) {
        consultation = other;
        seq = lastSeq;
        state = null;
        slots = null;
    }

    /// Each of these says whether the page has to be told, and takes it that it is.
    boolean isNew(ServerMessage.ConsultationState now) {
        ServerMessage.ConsultationState bare = new ServerMessage.ConsultationState(
                now.consultation(),
                now.state(),
                0,
                now.brief(),
                now.ticketNumber(),
                now.recorded(),
                now.participants(),
                now.accepted(),
                now.expiresAt(),
                now.recordingPause());
        boolean changed = !bare.equals(state);
        state = bare;
        return changed;
    }

    boolean isNew(ServerMessage.Slots now) {
        boolean changed = !now.equals(slots);
        slots = now;
        return changed;
    }

    boolean isNew(ServerMessage.Invitation now) {
        boolean changed = !now.equals(invitation);
        invitation = now;
        return changed;
    }

    /// Whether the page was shown an invitation to this consultation that is no longer open.
    boolean wasInvitedTo(ConsultationId other) {
        boolean was = invitation != null && invitation.consultation().equals(other);
        if (was) {
            invitation = null;
        }
        return was;
    }

    @Nullable
    ConsultationId invitedTo() {
        return invitation == null ? null : invitation.consultation();
    }

    boolean isNew(ServerMessage.TicketState now) {
        boolean changed = !now.equals(ticket);
        ticket = now;
        return changed;
    }

    boolean hasTicket(TicketId id) {
        return ticket != null && ticket.ticket().equals(id);
    }

    boolean isNew(ServerMessage.Queue now) {
        boolean changed = !now.equals(queue);
        queue = now;
        return changed;
    }
}
