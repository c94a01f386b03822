/// Rooms: who is in them, who produces what, who is given what. Everything here happens on the room's event
/// loop.
///
/// **Threads.** A room has one event-loop thread for its whole life. Every method of
/// [org.yizhan.media.room.Member], [org.yizhan.media.room.Producer] and [org.yizhan.media.room.Consumer] is
/// called on it and must be called on it; no object of a room is ever locked. Whoever works elsewhere (files,
/// HTTP) copies what it needs and hands it over, and comes back with
/// [org.yizhan.media.room.RoomFacts#onLoop(Runnable)]. Nothing may block on this thread.
@NullMarked
@ApplicationModule(allowedDependencies = {"rtp", "transport", "pipeline", "congestion", "sdp", "capture"})
package org.yizhan.media.room;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
