package org.yizhan.media.recording.webm;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Everything before the first cluster. The same bytes in number whether the file is still written or finished: what
/// is known only at the end (length, duration, where the cues are) is filler before.
final class WebmHeader {

    private static final int SEEK_HEAD_SPACE = 96;
    private static final int DURATION_SPACE = 11;

    private final String type;
    private final byte[] body;

    private WebmHeader(String type, byte[] body) {
        this.type = type;
        this.body = body;
    }

    /// Of a file that says this of its content.
    static WebmHeader of(byte[] body) {
        return new WebmHeader("webm", body);
    }

    /// Of a file with this one track.
    static WebmHeader of(WebmTrack track) {
        Ebml entry = new Ebml()
                .number(Ebml.TRACK_NUMBER, 1)
                .number(Ebml.TRACK_UID, 1)
                .number(Ebml.FLAG_LACING, 0)
                .append(track.description().toBytes());
        byte[] body = new Ebml()
                .master(Ebml.TRACKS, new Ebml().master(Ebml.TRACK_ENTRY, entry))
                .toBytes();
        return new WebmHeader(track.isWebm() ? "webm" : "matroska", body);
    }

    /// The head of a file that is being written.
    byte[] open() {
        return build(null);
    }

    /// What the end told.
    ///
    /// @param cuesAt offset of the cues in the file
    /// @param length of the whole file
    record End(long durationMs, long cuesAt, long length) {}

    byte[] finished(End end) {
        return build(end);
    }

    private byte[] build(@Nullable End end) {
        byte[] head = Ebml.document(type).toBytes();
        long segmentStart = segmentStart();
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
    long segmentStart() {
        return Ebml.document(type).toBytes().length + 8L;
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
