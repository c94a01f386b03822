package org.yizhan.signaling.consultation.model;

import java.time.Instant;
import java.util.Set;
import org.yizhan.protocol.id.MemberId;

/// The recording rests while the meeting goes on.
///
/// @param reason one of [#REASONS]
/// @param until  when it goes on by itself: an officer who forgets must not cost the evidence
public record RecordingRest(MemberId by, String reason, Instant since, Instant until) {

    /// Words, so that no personal data comes to the time line.
    public static final Set<String> REASONS = Set.of("private", "bystander", "papers", "asked");
}
