package org.yizhan.protocol.bridge;

/// How a bridge is.
///
/// @param bridgeInstance changes with every start of the process
/// @param region         the station whose booths it is near to, as its path; empty: near to all
/// @param stress         how much of what it can carry it carries: 0 nothing, 1 all; see docs/media.md
/// @param draining       it shall be given no more meetings
/// @param members        open connections
/// @param rooms          open rooms
/// @param recordings     recordings being written
public record BridgeStatus(
        String bridgeInstance, String region, double stress, boolean draining, int members, int rooms, int recordings) {

    /// One that is near to all, with nothing to do.
    public BridgeStatus(String bridgeInstance, int members, int rooms, int recordings) {
        this(bridgeInstance, "", 0, false, members, rooms, recordings);
    }
}
