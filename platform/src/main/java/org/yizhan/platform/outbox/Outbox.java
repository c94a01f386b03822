package org.yizhan.platform.outbox;

import org.yizhan.protocol.event.Event;
import reactor.core.publisher.Mono;

/// Where a part leaves an event for the others. One outbox a part, in the part's own schema.
public interface Outbox {

    /// Writes the event in the caller's running R2DBC transaction; it is announced after the commit and
    /// only then.
    ///
    /// @throws IllegalStateException (as an error signal) when no transaction runs
    Mono<Void> announce(Event event);

    /// The event as a row, for who writes it themselves and then calls [#written()].
    Announcement announcement(Event event);

    /// Has the relay look after the commit of the caller's running transaction.
    ///
    /// @throws IllegalStateException (as an error signal) when no transaction runs
    Mono<Void> written();
}
