package org.yizhan.protocol.bridge;

import java.util.List;
import java.util.Set;
import org.yizhan.protocol.id.MemberId;

/// One member of a room.
///
/// @param member who
/// @param label  how the recording's manifest names the member: a role word such as `booth`, `officer`, `clerk`; never
/// a
///               person's name
/// @param sends  which of its sources may be forwarded and recorded; packets of others are dropped
/// @param slots  what it is shown, at most one fill a slot; a slot that is not named is empty
public record MemberPlan(MemberId member, String label, Set<SourceKind> sends, List<SlotFill> slots) {}
