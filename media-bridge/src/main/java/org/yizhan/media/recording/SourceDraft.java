package org.yizhan.media.recording;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yizhan.media.recording.evidence.Fragment;

/// What becomes of a source: begins as that is, is changed where it is to differ, and makes the next one.
final class SourceDraft {

    private final RecordedSource from;
    int n;
    long startMs;
    long durationMs;
    long bytes;
    long lost;
    long overflowed;
    boolean complete;

    @Nullable
    String headSha256;

    @Nullable
    String tailSha256;

    List<Fragment> fragments;
    List<Manifest.Gap> gaps;

    SourceDraft(RecordedSource from) {
        this.from = from;
        this.n = from.n();
        this.startMs = from.startMs();
        this.durationMs = from.durationMs();
        this.bytes = from.bytes();
        this.lost = from.lost();
        this.overflowed = from.overflowed();
        this.complete = from.complete();
        this.headSha256 = from.headSha256();
        this.tailSha256 = from.tailSha256();
        this.fragments = from.fragments();
        this.gaps = from.gaps();
    }

    RecordedSource build() {
        return new RecordedSource(
                n,
                from.part(),
                from.member(),
                from.label(),
                from.kind(),
                from.codec(),
                from.file(),
                startMs,
                durationMs,
                bytes,
                from.width(),
                from.height(),
                from.setup(),
                lost,
                overflowed,
                complete,
                headSha256,
                tailSha256,
                fragments,
                gaps);
    }
}
