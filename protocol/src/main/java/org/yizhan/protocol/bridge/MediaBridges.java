package org.yizhan.protocol.bridge;

/// The way to each of several media bridges, where they run in processes of their own.
public interface MediaBridges {

    /// @param url what the bridge says of itself, see [BridgeBeat#url()]
    MediaBridge at(String url);
}
