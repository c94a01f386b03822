package org.yizhan.media.recording;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A manifest that is being changed. What is not here never changes.
final class ManifestDraft {

    private final Manifest from;
    long durationMs;
    Manifest.State state;
    boolean interrupted;
    final List<Manifest.Part> parts;
    List<RecordedSource> sources;
    List<Manifest.Span> pauses;
    List<LineStretch> quality;
    List<ShownView> slots;
    Manifest.@Nullable Failure failure;
    Manifest.@Nullable Encryption encryption;
    String chainHead;
    Manifest.@Nullable Seal seal;
    final List<Manifest.Seal> earlierSeals;

    ManifestDraft(Manifest from) {
        this.from = from;
        durationMs = from.durationMs();
        state = from.state();
        interrupted = from.interrupted();
        parts = new ArrayList<>(from.parts());
        sources = from.sources();
        pauses = from.pauses();
        quality = from.quality();
        slots = from.slots();
        failure = from.failure();
        encryption = from.encryption();
        chainHead = from.chainHead();
        seal = from.seal();
        earlierSeals = new ArrayList<>(from.earlierSeals());
    }

    Manifest build() {
        return new Manifest(
                from.version(),
                from.recording(),
                from.consultation(),
                from.caseId(),
                from.item(),
                from.scope(),
                from.startedAt(),
                durationMs,
                state,
                interrupted,
                List.copyOf(parts),
                sources,
                pauses,
                quality,
                slots,
                failure,
                encryption,
                chainHead,
                seal,
                List.copyOf(earlierSeals));
    }
}
