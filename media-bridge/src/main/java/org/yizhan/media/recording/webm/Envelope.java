package org.yizhan.media.recording.webm;

import org.jspecify.annotations.Nullable;

/// How the pieces of a file (its head, each cluster, its cues) are stored: as they are, or encrypted. A stored
/// piece may take [#space()] bytes more; to a player these are filler, so that offsets are the same in the file
/// and in what is played.
public interface Envelope {

    /// Bytes that a stored piece has before its content: 0, or what fits an EBML filler.
    int space();

    /// The piece as it is stored at `offset`.
    byte[] store(long offset, byte[] plain);

    /// The content of a stored piece; null when it is not what was stored at `offset`.
    byte @Nullable [] open(long offset, byte[] stored);

    /// Length of the stored piece that begins with these bytes, [#space()] of them; -1 when none does. Asked only
    /// where there is space.
    long storedLength(byte[] begin);

    /// Pieces are stored as they are.
    Envelope NONE = new Envelope() {
        @Override
        public int space() {
            return 0;
        }

        @Override
        public byte[] store(long offset, byte[] plain) {
            return plain;
        }

        @Override
        public byte[] open(long offset, byte[] stored) {
            return stored;
        }

        @Override
        public long storedLength(byte[] begin) {
            return -1;
        }
    };

    /// What a player sees where the space of a piece is.
    static byte[] filler(int space) {
        return space == 0 ? new byte[0] : new Ebml().filler(space).toBytes();
    }
}
