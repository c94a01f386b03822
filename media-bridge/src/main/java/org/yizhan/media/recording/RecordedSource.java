package org.yizhan.media.recording;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yizhan.media.recording.evidence.Fragment;
import org.yizhan.media.recording.frames.Frame;
import org.yizhan.media.recording.frames.PictureSize;
import org.yizhan.media.recording.webm.WebmTrack;
import org.yizhan.protocol.bridge.SourceKind;
import org.yizhan.protocol.id.MemberId;

/// One file: one source, from its begin to its end in the room, a pause or the end of a part.
///
/// @param codec      `opus`, `vp8`, `h264`, `vp9` or `av1`
/// @param startMs    where the file's time 0 lies on the session clock, refined by the sender's reports
/// @param durationMs the file's own length
/// @param width      of the first picture; 0 for sound
/// @param setup      what a decoder must know before the first frame (Matroska's `CodecPrivate`), base64; null, and
///                   not written, where the codec needs nothing. Here since a head that a power cut took is made
///                   again.
/// @param lost       packets that never came
/// @param overflowed packets that came and could not be taken: the disk was too slow
/// @param complete   whether the file has its cues and its length
/// @param headSha256 of the bytes before the first fragment; null until complete
/// @param tailSha256 of the bytes behind the last fragment; null until complete
/// @param fragments  where they lie in the file and how they hang on the chain; empty where nobody asked for them
/// @param gaps       in the file's own time
public record RecordedSource(
        int n,
        int part,
        MemberId member,
        String label,
        SourceKind kind,
        String codec,
        String file,
        long startMs,
        long durationMs,
        long bytes,
        int width,
        int height,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String setup,

        long lost,
        long overflowed,
        boolean complete,
        @Nullable String headSha256,
        @Nullable String tailSha256,
        List<Fragment> fragments,
        List<Manifest.Gap> gaps) {

    public long endMs() {
        return startMs + durationMs;
    }

    static RecordedSource begun(
            int n,
            int part,
            MemberId member,
            String label,
            SourceKind kind,
            RecordedCodec codec,
            String file,
            PictureSize size,
            byte[] setup,
            long bytes) {
        return new RecordedSource(
                n,
                part,
                member,
                label,
                kind,
                codec.word(),
                file,
                0,
                0,
                bytes,
                size.width(),
                size.height(),
                setup.length == 0 ? null : Base64.getEncoder().encodeToString(setup),
                0,
                0,
                false,
                null,
                null,
                List.of(),
                List.of());
    }

    WebmTrack track() {
        byte[] known = setup == null ? Frame.NO_SETUP : Base64.getDecoder().decode(setup);
        return RecordedCodec.ofWord(codec).track(width, height, known);
    }

    /// What a browser is told of its file.
    public String contentType() {
        return RecordedCodec.ofWord(codec).contentType();
    }

    RecordedSource grown(long start, long duration, long length, long missing, long spilled, List<Manifest.Gap> holes) {
        SourceDraft grown = new SourceDraft(this);
        grown.startMs = start;
        grown.durationMs = duration;
        grown.bytes = length;
        grown.lost = missing;
        grown.overflowed = spilled;
        grown.gaps = holes;
        return grown.build();
    }

    RecordedSource completed(long duration, long length, String head, String tail) {
        SourceDraft completed = new SourceDraft(this);
        completed.durationMs = duration;
        completed.bytes = length;
        completed.complete = true;
        completed.headSha256 = head;
        completed.tailSha256 = tail;
        return completed.build();
    }

    /// The same file under another number and on another clock, see [Replay].
    RecordedSource placed(int number, long start) {
        SourceDraft placed = new SourceDraft(this);
        placed.n = number;
        placed.startMs = start;
        return placed.build();
    }

    RecordedSource with(List<Fragment> shown) {
        SourceDraft with = new SourceDraft(this);
        with.fragments = shown;
        return with.build();
    }
}
