package org.yizhan.signaling.queue;

import java.util.Locale;

/// What has become of a ticket.
public enum TicketState {
    WAITING,
    CALLED,
    SERVING,
    DONE,
    ABANDONED;

    /// The word on the wire and in the database.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static TicketState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
