package org.yizhan.media.room;

import java.util.Set;
import org.yizhan.protocol.id.MemberId;

/// What one of several event loops has of what is asked for, and how much it has in all.
///
/// @param room     whether the meeting is there
/// @param revision of the meeting's plan
/// @param expected whether one of the members is in the plan of a meeting there
/// @param members  those of the members whose connection is there
/// @param rooms    meetings there
/// @param peers    connections there
record Holding(boolean room, long revision, boolean expected, Set<MemberId> members, int rooms, int peers) {}
