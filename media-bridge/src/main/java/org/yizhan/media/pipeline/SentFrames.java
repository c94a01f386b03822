package org.yizhan.media.pipeline;

import org.yizhan.media.rtp.Bytes;

/// The latest frames that one sound stream sent, to be sent once more along with the next (RFC 2198). Not
/// thread-safe.
final class SentFrames {

    /// How many frames go along at most: with one packet in ten lost, one in a thousand is never heard.
    static final int MOST = 2;

    /// Longer ones are music or noise at a high rate; they would make packets too long.
    private static final int MAX_FRAME = 400;

    /// What 14 bits hold.
    private static final int MAX_TICKS = 0x3FFF;

    private static final int LONG_HEADER = 4;

    /// What [#write] adds at most.
    static final int MAX_BYTES = MOST * (LONG_HEADER + MAX_FRAME) + 1;

    private final byte[][] frames = new byte[MOST][MAX_FRAME];
    private final int[] lengths = new int[MOST];
    private final int[] sequences = new int[MOST];
    private final long[] timestamps = new long[MOST];

    void keep(int sequence, long timestamp, byte[] array, int at, int length) {
        int slot = sequence % MOST;
        sequences[slot] = sequence;
        timestamps[slot] = timestamp;
        lengths[slot] = length <= MAX_FRAME ? length : 0;
        System.arraycopy(array, at, frames[slot], 0, lengths[slot]);
    }

    /// Writes the headers of all frames and the frames from before; the new frame belongs right behind.
    ///
    /// @param many how many frames from before, at most
    /// @param type the frames' own payload type
    /// @return where the new frame begins
    int write(byte[] out, int at, int sequence, long timestamp, int many, int type) {
        int end = at;
        for (int back = many; back > 0; back--) {
            int slot = (sequence - back & 0xFFFF) % MOST;
            if (isThere(slot, sequence - back & 0xFFFF, timestamp)) {
                out[end] = (byte) (0x80 | type);
                int ticks = (int) (timestamp - timestamps[slot]);
                Bytes.put24(out, end + 1, ticks << 10 | lengths[slot]);
                end += LONG_HEADER;
            }
        }
        out[end++] = (byte) type;
        for (int back = many; back > 0; back--) {
            int slot = (sequence - back & 0xFFFF) % MOST;
            if (isThere(slot, sequence - back & 0xFFFF, timestamp)) {
                System.arraycopy(frames[slot], 0, out, end, lengths[slot]);
                end += lengths[slot];
            }
        }
        return end;
    }

    private boolean isThere(int slot, int sequence, long timestamp) {
        long ticks = timestamp - timestamps[slot] & 0xFFFF_FFFFL;
        return sequences[slot] == sequence && lengths[slot] > 0 && ticks > 0 && ticks <= MAX_TICKS;
    }
}
