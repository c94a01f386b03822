package org.yizhan.signaling.consultation.model;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How long is waited for whom.
///
/// @param answer          for resident and desk to accept a call
/// @param invitation      for an invited desk to answer
/// @param callingDeskLost for the desk's socket while it calls
/// @param deskLost        for the socket of the desk that called, in a meeting; also for a guest's
/// @param boothLost       for the booth's socket, in a meeting
public record Bounds(
        Duration answer, Duration invitation, Duration callingDeskLost, Duration deskLost, Duration boothLost) {

    static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }
}
