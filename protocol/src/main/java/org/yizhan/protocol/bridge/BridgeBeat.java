package org.yizhan.protocol.bridge;

import java.time.Duration;

/// What a bridge of several says of itself to all nodes, every [#EVERY], so that signaling knows where it
/// is and that it lives. A bridge that nobody needs to find, because it is the only one, says nothing.
///
/// @param url     where parts reach it
/// @param status  how it is
/// @param leaving the last beat: it ends now, in good order
public record BridgeBeat(String url, BridgeStatus status, boolean leaving) {

    /// Where it is said; see the platform's `Broadcast`.
    public static final String TOPIC = "media-bridges";

    public static final Duration EVERY = Duration.ofMillis(300);
}
