package org.yizhan.signaling.queue;

import java.time.Instant;
import org.yizhan.protocol.cases.CaseBrief;
import org.yizhan.protocol.id.MemberId;
import org.yizhan.protocol.id.StationPath;
import org.yizhan.protocol.id.TicketId;

/// A place in the queue.
///
/// @param station where it was taken: the booth's
/// @param number  what is called out: A012
/// @param member  the booth's page
/// @param subject the booth's account
public record Ticket(
        TicketId id,
        StationPath station,
        String number,
        CaseBrief brief,
        MemberId member,
        String subject,
        boolean recordingConsent,
        boolean greenChannel,
        TicketState state,
        Instant takenAt) {}
