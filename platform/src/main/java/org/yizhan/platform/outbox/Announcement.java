package org.yizhan.platform.outbox;

import java.time.Instant;
import org.yizhan.protocol.id.EventId;

/// An event as a row of `<schema>.outbox`, for who writes it together with the rest of a transaction in
/// one statement: `insert into <schema>.outbox (id, stream, payload, at)`, the payload being JSON.
/// Whoever does so holds a lock of its own that lets only one transaction at a time announce to the
/// stream.
public record Announcement(EventId id, String stream, String payload, Instant at) {}
