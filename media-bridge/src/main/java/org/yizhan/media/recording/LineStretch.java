package org.yizhan.media.recording;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import org.yizhan.media.room.LineGrade;
import org.yizhan.protocol.id.MemberId;

/// How one member's line fared over a stretch of the recording in which it was about the same. Where there is
/// none, the
/// member was not there.
///
/// @param startMs     on the session clock, like `endMs`
/// @param label       the member's role word
/// @param up          from the member to the bridge
/// @param down        from the bridge to the member
/// @param roundTripMs the longest; null when no report told
/// @param stops       how often a picture stood still that the member was shown
/// @param stoppedMs   for how long in all
/// @param small       how many pictures at most the member was shown in a lesser layer; null: none, or nobody looked
public record LineStretch(
        long startMs,
        long endMs,
        MemberId member,
        String label,
        LineGrade grade,
        Way up,
        Way down,
        @Nullable Integer roundTripMs,
        int stops,
        long stoppedMs,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer small) {

    /// One direction.
    ///
    /// @param lostPermille  packets of a thousand that did not come the first time, over the whole stretch
    /// @param worstPermille in the worst five seconds
    /// @param jitterMs      in the worst five seconds
    /// @param kbps          on average
    public record Way(int lostPermille, int worstPermille, int jitterMs, long kbps) {}
}
