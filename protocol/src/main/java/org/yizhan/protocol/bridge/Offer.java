package org.yizhan.protocol.bridge;

/// A browser's SDP offer, at most [#MAX_LENGTH] characters.
public record Offer(String sdp) {

    /// Twelve media sections of Chromium's with every codec are about 40,000 characters.
    public static final int MAX_LENGTH = 100_000;
}
