package org.yizhan.media.recording;

import java.util.List;
import org.yizhan.protocol.bridge.SlotFill;
import org.yizhan.protocol.id.MemberId;

/// What a member was shown from a moment on, until the member's next one: which source in which slot, as the
/// plan had
/// it. A source that was off left its slot empty all the same.
///
/// @param atMs  on the session clock
/// @param label the member's role word
/// @param shows empty: nothing, or the member is no longer in the room
public record ShownView(long atMs, MemberId member, String label, List<SlotFill> shows) {}
