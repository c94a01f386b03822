package org.yizhan.media.room;

import java.util.List;
import org.yizhan.protocol.bridge.SlotFill;
import org.yizhan.protocol.id.MemberId;

/// What one member is shown: which source in which of its slots, as the plan says.
///
/// @param label the member's role word
public record View(MemberId member, String label, List<SlotFill> shows) {

    public View {
        shows = List.copyOf(shows);
    }
}
