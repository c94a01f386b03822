package org.yizhan.media.rtp;

/// The codecs the bridge takes. One each for sound and picture: nothing is ever transcoded, so all members
/// share them.
public enum Codec {
    OPUS(48_000),
    VP8(90_000);

    private final int clockRate;

    Codec(int clockRate) {
        this.clockRate = clockRate;
    }

    /// Ticks of the RTP timestamp in a second.
    public int clockRate() {
        return clockRate;
    }

    public boolean isAudio() {
        return this == OPUS;
    }
}
