package org.yizhan.media.recording.webm;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Everything before the first cluster. The same bytes in number whether the file is still written or finished: what
/// is known only at the end (length, duration, where the cues are) is filler before.
final class WebmHeader {

    private static final int SEEK_HEAD_SPACE = 96;
    private static final int DURATION_SPACE = 11;

    private static final byte[] NO_BODY = {};

    private WebmHeader() {}

    /// What follows the head's own facts: the one track of a source.
    static byte[] body(WebmTrack track) {
        Ebml entry = new Ebml()
                .number(Ebml.TRACK_NUMBER, 1)
                .number(Ebml.TRACK_UID, 1)
                .number(Ebml.FLAG_LACING, 0)
                .append(track.description().toBytes());
        return new Ebml()
                .master(Ebml.TRACKS, new Ebml().master(Ebml.TRACK_ENTRY, entry))
                .toBytes();
    }

    /// The head of a file that is being written.
    static byte[] open(byte[] body) {
        return build(body, null);
    }

    /// What the end told.
    ///
    /// @param cuesAt offset of the cues in the file
    /// @param length of the whole file
    record End(long durationMs, long cuesAt, long length) {}

    static byte[] finished(byte[] body, End end) {
        return build(body, end);
    }

    private static byte[] build(byte[] body, @Nullable End end) {
        byte[] head = Ebml.document("webm").toBytes();
        long segmentStart = head.length + 8L;
        byte[] info = info(end);
        byte[] seekHead = end == null
                ? new Ebml().filler(SEEK_HEAD_SPACE).toBytes()
                : seekHead(SEEK_HEAD_SPACE, SEEK_HEAD_SPACE + info.length, end.cuesAt() - segmentStart);
        byte[] segmentLength = end == null
                ? ByteBuffer.allocate(8).putLong(Ebml.UNKNOWN_LENGTH).array()
                : Ebml.eightByteLength(end.length() - segmentStart);
        return new Ebml()
                .append(head)
                .append(segmentLength)
                .append(seekHead)
                .append(info)
                .append(body)
                .toBytes();
    }

    /// Where positions inside a file are counted from.
    static long segmentStart() {
        return build(NO_BODY, null).length - (SEEK_HEAD_SPACE + (long) info(null).length);
    }

    private static byte[] info(@Nullable End end) {
        Ebml children = Ebml.facts();
        if (end == null) {
            children.filler(DURATION_SPACE);
        } else {
            children.real(Ebml.DURATION, end.durationMs());
        }
        return new Ebml().master(Ebml.INFO, children).toBytes();
    }

    private static byte[] seekHead(long infoAt, long tracksAt, long cuesAt) {
        Ebml entries = new Ebml()
                .master(Ebml.SEEK, seek(Ebml.INFO, infoAt))
                .master(Ebml.SEEK, seek(Ebml.TRACKS, tracksAt))
                .master(Ebml.SEEK, seek(Ebml.CUES, cuesAt));
        Ebml head = new Ebml().master(Ebml.SEEK_HEAD, entries);
        return head.filler(SEEK_HEAD_SPACE - head.size()).toBytes();
    }

    private static Ebml seek(int id, long position) {
        return new Ebml().bytes(Ebml.SEEK_ID, Ebml.idBytes(id)).wideNumber(Ebml.SEEK_POSITION, position);
    }
}
