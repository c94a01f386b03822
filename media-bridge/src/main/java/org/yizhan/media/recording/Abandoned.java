package org.yizhan.media.recording;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.yizhan.protocol.id.RecordingId;

/// Recordings in a shared folder that nobody writes any more: those of this process's own past, at its
/// start, and those of other bridges whose writer did not show for a while that it lives. On one thread.
final class Abandoned {

    /// Longer than a writer on a slow disk takes to touch its pen.
    private static final Duration FORGOTTEN = Pen.TOUCHED.multipliedBy(8);

    /// @param touchedAt by the file system's clock, which is only ever compared with itself
    private record Seen(long touchedAt, long sinceNanos) {}

    private final RecordingFolder folder;
    private final Map<RecordingId, Seen> others = new HashMap<>();

    Abandoned(RecordingFolder folder) {
        this.folder = folder;
    }

    /// Whether it was left by an earlier run with this data folder, or by one that knew no pens.
    boolean byOurselves(RecordingId id) throws IOException {
        Pen.Holder holder = folder.holder(id);
        return holder == null || holder.home().equals(folder.home());
    }

    /// Those of other bridges; each once.
    List<RecordingId> byOthers() throws IOException {
        List<RecordingId> found = new ArrayList<>();
        List<RecordingId> open = folder.open();
        others.keySet().retainAll(open);
        long now = System.nanoTime();
        for (RecordingId id : open) {
            if (byOurselves(id)) {
                others.remove(id);
                continue;
            }
            long touchedAt = folder.touchedAt(id);
            Seen seen = others.get(id);
            if (seen == null || seen.touchedAt() != touchedAt) {
                others.put(id, new Seen(touchedAt, now));
            } else if (now - seen.sinceNanos() > FORGOTTEN.toNanos()) {
                others.remove(id);
                found.add(id);
            }
        }
        return found;
    }
}
