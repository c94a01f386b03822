package org.yizhan.media.pipeline;

/// Remembers which of the latest sequence numbers came.
final class SeenWindow {

    /// Some ten seconds of pictures: older packets are of no use to anyone.
    static final int SIZE = 2_048;

    private final long[] bits = new long[SIZE / 64];
    private long highest = Long.MIN_VALUE;

    /// @return whether this number is new and not too old to tell
    boolean add(long sequence) {
        if (highest == Long.MIN_VALUE) {
            highest = sequence;
        } else if (sequence > highest) {
            clear(highest + 1, sequence);
            highest = sequence;
        } else if (sequence <= highest - SIZE || isSet(sequence)) {
            return false;
        }
        bits[(int) (sequence % SIZE) / 64] |= 1L << (sequence & 63);
        return true;
    }

    /// Whether this number has not come, though it could still.
    boolean misses(long sequence) {
        return highest == Long.MIN_VALUE || sequence > highest || sequence > highest - SIZE && !isSet(sequence);
    }

    private boolean isSet(long sequence) {
        return (bits[(int) (sequence % SIZE) / 64] & 1L << (sequence & 63)) != 0;
    }

    private void clear(long from, long to) {
        for (long sequence = Math.max(from, to - SIZE + 1); sequence <= to; sequence++) {
            bits[(int) (sequence % SIZE) / 64] &= ~(1L << (sequence & 63));
        }
    }
}
