package org.yizhan.protocol.bridge;

import java.util.List;
import org.yizhan.protocol.id.MemberId;

/// What became of a plan.
///
/// @param revision       the plan that is in force now
/// @param connected      members of the plan whose media connection is up
/// @param recording      whether the recorder is writing now
/// @param bridgeInstance see [Answer#bridgeInstance()]
public record RoomState(long revision, List<MemberId> connected, boolean recording, String bridgeInstance) {}
