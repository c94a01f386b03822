package org.yizhan.media.pipeline;

/// One step of a packet's way.
interface Stage {

    /// @return whether the packet goes on to the next stage
    boolean take(Incoming in);
}
