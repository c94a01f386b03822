package org.yizhan.media.recording.webm;

import java.util.ArrayList;
import java.util.List;

/// Frames of at most a second or so, encoded; what is written to the disk in one go.
///
/// @param startMs time of the first frame in the file
/// @param endMs   when the last frame ends, or begins where its length is not known
/// @param keysMs  times of the frames at which a player may start
public record Cluster(byte[] encoded, long startMs, long endMs, List<Long> keysMs) {

    /// Gathers frames until [#build()].
    public static final class Builder {

        private final Ebml blocks = new Ebml();
        private final List<Long> keys = new ArrayList<>();
        private final long startMs;
        private long endMs;

        public Builder(long startMs) {
            this.startMs = startMs;
            this.endMs = startMs;
        }

        /// @param timeMs in the file, not before the cluster's start and within 30 s of it
        public void add(long timeMs, long lengthMs, boolean key, byte[] frame) {
            long relative = timeMs - startMs;
            if (relative < 0 || relative > 30_000) {
                throw new IllegalArgumentException("frame does not belong to this cluster");
            }
            byte[] block = new byte[4 + frame.length];
            block[0] = (byte) 0x81; // track 1
            block[1] = (byte) (relative >> 8);
            block[2] = (byte) relative;
            block[3] = (byte) (key ? 0x80 : 0);
            System.arraycopy(frame, 0, block, 4, frame.length);
            blocks.bytes(Ebml.SIMPLE_BLOCK, block);
            endMs = Math.max(endMs, timeMs + lengthMs);
            if (key) {
                keys.add(timeMs);
            }
        }

        public long startMs() {
            return startMs;
        }

        public int size() {
            return blocks.size();
        }

        public Cluster build() {
            byte[] children = new Ebml()
                    .number(Ebml.TIMESTAMP, startMs)
                    .append(blocks.toBytes())
                    .toBytes();
            return new Cluster(new Ebml().bytes(Ebml.CLUSTER, children).toBytes(), startMs, endMs, List.copyOf(keys));
        }
    }
}
