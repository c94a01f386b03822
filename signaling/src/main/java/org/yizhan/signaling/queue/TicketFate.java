package org.yizhan.signaling.queue;

/// What a consultation does to its ticket.
public enum TicketFate {
    SERVING,
    DONE,
    ABANDONED,
    /// Back to waiting, before all others.
    FRONT
}
