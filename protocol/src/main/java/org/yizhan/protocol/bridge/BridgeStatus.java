package org.yizhan.protocol.bridge;

/// How a bridge is.
///
/// @param bridgeInstance changes with every start of the process
/// @param members        open connections
/// @param rooms          open rooms
/// @param recordings     recordings being written
public record BridgeStatus(String bridgeInstance, int members, int rooms, int recordings) {}
