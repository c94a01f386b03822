package org.yizhan.media.whip;

/// Which way the media goes.
enum Direction {
    /// Into the meeting.
    WHIP,
    /// Out of it.
    WHEP;

    /// The word in addresses and tokens.
    String word() {
        return this == WHIP ? "whip" : "whep";
    }
}
