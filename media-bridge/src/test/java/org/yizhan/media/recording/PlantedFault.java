package org.yizhan.media.recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.yizhan.media.recording.cipher.CipherAlgorithm;
import org.yizhan.media.recording.evidence.FragmentLog;
import org.yizhan.media.recording.evidence.SealAlgorithm;
import org.yizhan.media.recording.frames.SourcePacket;
import org.yizhan.protocol.bridge.SourceKind;

/// A sealed, encrypted recording of a booth, fifteen seconds of microphone (source 1) and camera (source 2), with one
/// thing wrong with it.
public enum PlantedFault {
    NONE,
    SILENT_TRACK,
    BLACK_TRACK,
    FROZEN_TRACK,
    /// The sound is half a second late.
    LATE_SOUND,
    /// The sound is half a second early.
    EARLY_SOUND,
    /// For three seconds nothing arrives.
    HOLE,
    /// A byte of a picture is changed after the seal.
    CHANGED,
    /// Somebody cut the file and sealed it all the same: it does not play.
    CUT;

    private static final int SECONDS = 15;
    private static final long HALF = 500_000_000;

    /// Opens its sources.
    public interface View {
        SourceContent open(RecordedSource source) throws IOException;

        List<Finding> verify() throws IOException;
    }

    /// @param manifest with its fragments
    public record Made(Manifest manifest, View view) {}

    public Made in(Path data) throws IOException {
        return in(data, TestPictures.VP8);
    }

    /// @param camera how its pictures are encoded
    public Made in(Path data, TestPictures camera) throws IOException {
        Studio studio = new Studio(data, SealAlgorithm.ED25519, Studio.keys(data, CipherAlgorithm.AES_256_GCM));
        List<byte[]> sound = this == SILENT_TRACK
                ? TestMedia.ogg("anullsrc=r=48000:cl=mono:d=" + SECONDS)
                : TestMedia.beeps(SECONDS);
        List<byte[]> picture = camera.encoded(
                switch (this) {
                    case BLACK_TRACK -> "color=black:s=320x240:r=25:d=" + SECONDS;
                    case FROZEN_TRACK -> "smptebars=s=320x240:r=25:d=" + SECONDS;
                    default -> TestMedia.flashing(SECONDS);
                });
        List<SourcePacket> heard = TestMedia.audio(sound, 1, 1, this == LATE_SOUND ? HALF : 0);
        List<SourcePacket> seen = camera.packets(picture, 1, 1, this == EARLY_SOUND ? HALF : 0);
        studio.plays(1, SourceKind.MICROPHONE, with(heard));
        studio.plays(2, camera.codec(), with(seen));
        studio.runUntil((SECONDS + 1) * 1_000_000_000L);
        Manifest manifest = studio.sealed((SECONDS + 1) * 1_000_000_000L);
        Path file =
                studio.folder.of(studio.id).resolve(manifest.sources().get(1).file());
        byte[] stored = Files.readAllBytes(file);
        if (this == CHANGED) {
            stored[stored.length / 2] ^= 1;
            Files.write(file, stored);
        } else if (this == CUT) {
            Files.write(file, new byte[0]);
        }
        return made(studio, manifest);
    }

    private static Made made(Studio studio, Manifest manifest) throws IOException {
        Manifest whole = manifest.withFragments(FragmentLog.fragments(studio.folder.of(studio.id)));
        return new Made(whole, new View() {
            @Override
            public SourceContent open(RecordedSource source) throws IOException {
                return studio.folder.content(manifest, source);
            }

            @Override
            public List<Finding> verify() throws IOException {
                return Verifier.verify(studio.folder.of(studio.id), studio.key.publicKey());
            }
        });
    }

    private List<SourcePacket> with(List<SourcePacket> packets) {
        return this != HOLE
                ? packets
                : packets.stream()
                        .filter(it -> it.arrivalNanos() < 6 * 2 * HALF || it.arrivalNanos() >= 9 * 2 * HALF)
                        .toList();
    }
}
