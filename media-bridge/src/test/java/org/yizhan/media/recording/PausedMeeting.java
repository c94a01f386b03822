package org.yizhan.media.recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.yizhan.media.recording.cipher.CipherAlgorithm;
import org.yizhan.media.recording.evidence.FragmentLog;
import org.yizhan.media.recording.evidence.SealAlgorithm;
import org.yizhan.protocol.bridge.RecordingPause;
import org.yizhan.protocol.bridge.SourceKind;
import org.yizhan.protocol.id.MemberId;

/// Twelve seconds of a booth whose recording is paused from second 3 on for somebody's privacy.
public final class PausedMeeting {

    public static final MemberId OFFICER = MemberId.random();

    private static final long SECOND = 1_000_000_000;
    private static final RecordingPause PRIVATE = new RecordingPause(OFFICER, "private");

    private PausedMeeting() {}

    /// @param killedAt  second at which the process is killed and another one goes on, paused still; 0: never
    /// @param resumedAt second at which recording goes on; 0: never
    public static Manifest in(Path data, int killedAt, int resumedAt) throws IOException {
        Studio studio = new Studio(data, SealAlgorithm.ED25519, Studio.keys(data, CipherAlgorithm.AES_256_GCM));
        plays(studio, 0);
        studio.pauses(3 * SECOND, PRIVATE);
        if (killedAt > 0) {
            studio.killedAndContinued(killedAt * SECOND);
            studio.pauses(killedAt * SECOND + 1, PRIVATE);
            plays(studio, killedAt);
        }
        long[] sizes = new long[2];
        if (resumedAt > 0) {
            studio.then(3 * SECOND + 100_000_000, () -> sizes[0] = bytes(studio));
            studio.then(resumedAt * SECOND - 1, () -> sizes[1] = bytes(studio));
            studio.pauses(resumedAt * SECOND, false);
        }
        studio.runUntil(12 * SECOND);
        if (killedAt == 0 && sizes[0] != sizes[1]) {
            throw new IllegalStateException("something was written in the pause");
        }
        Manifest sealed = studio.sealed(12 * SECOND);
        List<Finding> findings = Verifier.verify(studio.folder.of(studio.id), studio.key.publicKey());
        if (!findings.isEmpty()) {
            throw new IllegalStateException(findings.toString());
        }
        return sealed.withFragments(FragmentLog.fragments(studio.folder.of(studio.id)));
    }

    private static void plays(Studio studio, int from) throws IOException {
        long at = from * SECOND + 2;
        studio.plays(2L * from + 1, SourceKind.MICROPHONE, TestMedia.audio(TestMedia.beeps(12 - from), 1, 1, at));
        studio.plays(2L * from + 2, SourceKind.CAMERA, TestMedia.video(TestMedia.flashes(12 - from), 1, 1, at));
    }

    /// Of all sources; what the manifest takes is not of the meeting.
    private static long bytes(Studio studio) throws IOException {
        try (var files = Files.list(studio.folder.of(studio.id))) {
            return files.filter(file -> file.getFileName().toString().startsWith("source-"))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
