package org.yizhan.media.room;

/// Somebody in a room: a browser, or the recorder, which is a member like any other.
///
/// The room tells a member about every [Producer] of the *other* members, those that are there when it joins
/// and those that come later. A member that wants the packets attaches a [Consumer] to the producer, at once or
/// whenever it likes. All calls come on the room's event loop and must return at once.
public interface Member {

    /// Another member's source has begun: its first packet is being received, and the room's plan lets it send.
    /// Attaching a consumer inside this call gets that first packet too.
    ///
    /// The same member and kind may be closed and opened again (a lost connection, a plan that took the source
    /// away and gave it back): that is a new producer, whose RTP clock and sequence have nothing to do with the
    /// old one's.
    void producerOpened(Producer producer);

    /// A source ended: its member left or was lost, or the plan no longer lets it send. Consumers attached to
    /// it are detached already and have been told by [Consumer#producerClosed()]. Called once for each opened
    /// producer.
    void producerClosed(Producer producer);

    /// The member is out of the room: it was taken from the plan or the room was closed. The last call, made
    /// once; [#producerClosed(Producer)] came before for every producer.
    void left();
}
