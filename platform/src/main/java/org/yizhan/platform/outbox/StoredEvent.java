package org.yizhan.platform.outbox;

import org.yizhan.protocol.id.EventId;

/// An announced event as its outbox holds it.
///
/// @param tries how often its delivery failed
record StoredEvent(EventId id, String stream, String payload, int tries) {}
