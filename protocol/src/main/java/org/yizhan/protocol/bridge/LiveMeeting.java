package org.yizhan.protocol.bridge;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yizhan.protocol.id.ConsultationId;

/// A meeting that a bridge carries now, as somebody sees it who looks after the bridge: no names, no ids of
/// people.
///
/// @param recording whether it is written down at this moment
/// @param members   those of the plan and devices without a page
public record LiveMeeting(ConsultationId consultation, boolean recording, List<Member> members) {

    /// @param label     role word such as `booth`
    /// @param connected whether its media is up
    /// @param line      how its line fared in the last seconds; null: not known yet
    public record Member(
            String label, boolean connected, @Nullable Line line) {}

    /// @param grade       `good`, `fair` or `poor`
    /// @param up          from the member to the bridge
    /// @param down        from the bridge to the member
    /// @param roundTripMs null: nothing is known of it
    /// @param stops       how often a picture stood still that the member was shown
    /// @param small       how many pictures the member is shown in a lesser layer, for want of room on its line
    public record Line(
            String grade, Way up, Way down, @Nullable Integer roundTripMs, int stops, int small) {}

    /// @param lostPermille of a thousand packets
    public record Way(int lostPermille, int jitterMs, int kbps) {}
}
