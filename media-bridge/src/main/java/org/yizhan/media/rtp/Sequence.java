package org.yizhan.media.rtp;

/// Turns 16-bit sequence numbers that wrap around into 64-bit numbers that do not. A number is taken as the one
/// nearest to the highest seen, so packets may come late or in disorder by up to 32,767. Not thread-safe.
public final class Sequence {

    private static final long NONE = Long.MIN_VALUE;

    private long highest = NONE;

    /// The unwrapped number; remembers it when it is the highest so far. The first packet's is its own plus
    /// 65,536, so that earlier ones stay positive.
    public long unwrap(int sequenceNumber) {
        long unwrapped = peek(sequenceNumber);
        if (unwrapped > highest) {
            highest = unwrapped;
        }
        return unwrapped;
    }

    /// As [#unwrap(int)], remembering nothing.
    public long peek(int sequenceNumber) {
        if (highest == NONE) {
            return 0x1_0000L + (sequenceNumber & 0xFFFF);
        }
        return highest + (short) (sequenceNumber - (int) highest);
    }

    /// The highest unwrapped number so far; meaningless before the first packet.
    public long highest() {
        return highest;
    }

    public boolean isEmpty() {
        return highest == NONE;
    }
}
