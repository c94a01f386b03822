package org.yizhan.media.recording;

import java.io.IOException;
import java.nio.file.Path;
import org.yizhan.media.recording.evidence.SealAlgorithm;
import org.yizhan.protocol.bridge.SourceKind;

/// A short sealed recording, for who looks at the disk only.
public final class SealedFolder {

    private SealedFolder() {}

    public static Path in(Path data, SealAlgorithm algorithm) throws IOException {
        Studio studio = new Studio(data, algorithm);
        studio.plays(1, SourceKind.MICROPHONE, TestMedia.audio(TestMedia.beeps(3), 1, 1, 0));
        studio.runUntil(4_000_000_000L);
        studio.sealed(4_000_000_000L);
        return studio.folder.of(studio.id);
    }
}
