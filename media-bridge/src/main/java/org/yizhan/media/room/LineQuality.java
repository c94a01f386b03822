package org.yizhan.media.room;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.yizhan.protocol.id.MemberId;

/// How one member's line fared for a few seconds, as the bridge knows it: what it received itself, and what
/// the
/// member's browser reported of what it received.
///
/// @param label       the member's role word
/// @param spanMs      how long this is about
/// @param up          from the member to the bridge
/// @param down        from the bridge to the member
/// @param roundTripMs to the member and back; null while no report has told
/// @param stops       how often a picture stood still that the member was shown
/// @param stoppedMs   for how long in all
/// @param small       how many pictures the member was shown in a lesser layer at the end of it
public record LineQuality(
        MemberId member,
        String label,
        long spanMs,
        Way up,
        Way down,
        @Nullable Integer roundTripMs,
        int stops,
        long stoppedMs,
        int small) {

    /// How often is looked. Long enough that a lost packet or two are no tenth of what there was, short
    /// enough to be
    /// found again in a meeting.
    public static final Duration EVERY = Duration.ofSeconds(5);

    /// One direction.
    ///
    /// @param packets  there were by their numbers, come or lost; without those that were sent again
    /// @param lost     of these: did not come the first time. What came when it was asked for counts as lost,
    ///                 since
    ///                 this is about the line
    /// @param jitterMs how unevenly packets came (RFC 3550 §6.4.1): of sound; of pictures where no sound
    ///                 came, and then
    ///                 larger, since the packets of one picture leave at once and do not arrive at once
    /// @param kbps     everything, with headers and with what was sent again
    public record Way(long packets, long lost, int jitterMs, int kbps) {

        /// Of a thousand packets.
        public int lostPermille() {
            return packets <= 0 ? 0 : (int) Math.clamp(lost * 1_000 / packets, 0, 1_000);
        }
    }

    /// What somebody on this line notices; the worse direction counts.
    public LineGrade grade() {
        LineGrade worse = LineGrade.worse(grade(up), grade(down));
        LineGrade delay = LineGrade.of(roundTripMs == null ? 0 : roundTripMs, 200, 400);
        // A second in five that nothing moved spoils a meeting, one short stop does not.
        return LineGrade.worse(LineGrade.worse(worse, delay), LineGrade.of(stoppedMs * 1_000 / spanMs, 50, 200));
    }

    /// From 2 and from 5 in a hundred the bridge sends more against loss; over 50 ms sound is kept back to
    /// come evenly.
    private static LineGrade grade(Way way) {
        return LineGrade.worse(LineGrade.of(way.lostPermille(), 20, 50), LineGrade.of(way.jitterMs(), 50, 100));
    }
}
