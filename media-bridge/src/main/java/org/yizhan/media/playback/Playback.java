package org.yizhan.media.playback;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.yizhan.protocol.id.RecordingId;

/// One look at a recording, as the register keeps it.
///
/// @param subject the account
/// @param station the unit that they belong to
/// @param sources numbers of the sources that were opened, in the order of opening
/// @param exportedAt when the whole recording was asked for as one film; null when it was not
record Playback(
        UUID playback,
        RecordingId recording,
        String subject,
        String name,
        String station,
        String reason,
        Instant at,
        List<Integer> sources,
        @Nullable Instant exportedAt) {}
