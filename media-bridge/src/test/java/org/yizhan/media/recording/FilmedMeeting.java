package org.yizhan.media.recording;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.yizhan.media.recording.cipher.CipherAlgorithm;
import org.yizhan.media.recording.evidence.SealAlgorithm;
import org.yizhan.media.recording.frames.SourcePacket;
import org.yizhan.media.recording.webm.Envelope;
import org.yizhan.media.rtp.Codec;
import org.yizhan.protocol.bridge.SourceKind;
import org.yizhan.protocol.id.MemberId;

/// A sealed, encrypted recording of two people and a paper, told apart by colour: the booth is red, the officer (who
/// comes a second later) blue, the paper green from second 3 to 6. From second 7 to 9 recording is paused. The booth
/// beeps at 1, 3, 5 … seconds, the officer at 2, 4, 6 … Each picture is in a codec of its own.
public final class FilmedMeeting {

    public static final int SECONDS = 12;

    private static final long SECOND = 1_000_000_000;

    private final Studio studio;
    private final Manifest manifest;

    private FilmedMeeting(Studio studio, Manifest manifest) {
        this.studio = studio;
        this.manifest = manifest;
    }

    public static FilmedMeeting in(Path data) throws IOException {
        Studio studio = new Studio(data, SealAlgorithm.ED25519, Studio.keys(data, CipherAlgorithm.AES_256_GCM));
        MemberId officer = MemberId.random();
        long comes = SECOND;
        studio.plays(1, SourceKind.MICROPHONE, TestMedia.audio(TestMedia.beeps(SECONDS), 1, 1, 0));
        studio.plays(2, Codec.VP8, colour(TestPictures.VP8, "red", "320x240", SECONDS, 0));
        studio.plays(
                3,
                officer,
                "officer",
                SourceKind.CAMERA,
                Codec.H264,
                colour(TestPictures.H264, "blue", "640x480", SECONDS - 1, comes));
        studio.plays(
                4,
                officer,
                "officer",
                SourceKind.MICROPHONE,
                TestMedia.audio(TestMedia.beeps(SECONDS - 1), 1, 1, comes));
        studio.plays(
                5,
                studio.member,
                "booth",
                SourceKind.DOCUMENT,
                Codec.AV1,
                colour(TestPictures.AV1, "lime", "1280x720", 3, 3 * SECOND));
        studio.closes(5, 6 * SECOND);
        studio.pauses(7 * SECOND, true);
        studio.pauses(9 * SECOND, false);
        studio.runUntil(SECONDS * SECOND);
        return new FilmedMeeting(studio, studio.sealed(SECONDS * SECOND));
    }

    private static List<SourcePacket> colour(
            TestPictures pictures, String name, String size, int seconds, long startNanos) throws IOException {
        List<byte[]> encoded = pictures.encoded("color=" + name + ":s=" + size + ":r=25:d=" + seconds);
        return pictures.packets(encoded, 1, 1, startNanos);
    }

    public Manifest manifest() {
        return manifest;
    }

    /// As if it had ended after this.
    public Manifest beginning(long ms) {
        Manifest m = manifest;
        return new Manifest(
                m.version(),
                m.recording(),
                m.consultation(),
                m.caseId(),
                m.item(),
                m.scope(),
                m.startedAt(),
                ms,
                m.state(),
                m.interrupted(),
                m.parts(),
                m.sources(),
                m.pauses(),
                m.quality(),
                m.slots(),
                m.failure(),
                m.encryption(),
                m.chainHead(),
                m.seal(),
                m.earlierSeals());
    }

    public SourceContent open(RecordedSource source) throws IOException {
        return studio.folder.content(manifest, source);
    }

    public Envelope filmEnvelope() throws IOException {
        return studio.folder.keys().of(manifest, 0);
    }

    /// A film as who holds the key gets it.
    public Path plain(Path film) throws IOException {
        Path plain = film.resolveSibling("plain-" + film.getFileName());
        try (SourceContent content = SourceContent.open(film, filmEnvelope());
                OutputStream out = Files.newOutputStream(plain)) {
            content.copy(out);
        }
        return plain;
    }

    public static String complaints(Path file) throws IOException {
        return TestMedia.complaints(file);
    }

    public static double durationSeconds(Path file) throws IOException {
        return TestMedia.durationSeconds(file);
    }

    public static List<Double> beepTimes(Path file) throws IOException {
        return TestMedia.beepTimes(file);
    }

    public static byte[] run(String... command) throws IOException {
        return TestMedia.run(command);
    }
}
