package org.yizhan.media.recording;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.yizhan.media.recording.evidence.Chain;
import org.yizhan.media.recording.evidence.Fragment;
import org.yizhan.media.recording.evidence.FragmentLog;
import org.yizhan.media.recording.evidence.SealKey;
import org.yizhan.media.recording.evidence.Sha256;
import org.yizhan.media.recording.webm.ClusterScan;
import org.yizhan.media.recording.webm.Cue;
import org.yizhan.media.recording.webm.Envelope;
import org.yizhan.media.recording.webm.WebmFile;
import org.yizhan.protocol.id.RecordingId;

/// What happens to a recording's files when nobody writes them any more. Works from what is on the disk alone, so the
/// orderly end of a meeting and the start after a crash are the same path.
final class Finishing {

    /// Fragments at the end of the log that are compared with the files: more than were written since anything was
    /// forced to the disk.
    private static final int CHECKED_AT_START = 500;

    private final RecordingFolder folder;
    private final SealKey key;

    Finishing(RecordingFolder folder, SealKey key) {
        this.folder = folder;
        this.key = key;
    }

    /// Makes every file one that plays: a cluster that was cut off is taken away, one that the log does not know yet
    /// is
    /// noted, cues and lengths are written. May be repeated at any time.
    Manifest mend(Manifest manifest) throws IOException {
        Path path = folder.of(manifest.recording());
        List<RecordedSource> sources = new ArrayList<>();
        String head;
        List<Fragment> known = there(path, manifest, FragmentLog.readable(path));
        try (FragmentLog log =
                FragmentLog.open(path, manifest.recording(), Chain.ofVersion(manifest.version()), known.size())) {
            for (RecordedSource source : manifest.sources()) {
                sources.add(
                        source.complete()
                                ? source
                                : mend(path, folder.keys().of(manifest, source.n()), source, known, log));
            }
            log.force();
            head = log.head();
        }
        Manifest mended = manifest.written(List.copyOf(sources), manifest.pauses(), head);
        folder.write(mended);
        return mended;
    }

    /// Mends what a process left behind when it died.
    Manifest interrupted(RecordingId recording) throws IOException {
        Manifest left = folder.manifest(recording);
        if (left == null) {
            throw new IOException("recording " + recording + " has no manifest");
        }
        if (left.state() == Manifest.State.SEALED) {
            return left;
        }
        Manifest mended = mend(left);
        Manifest.Part last = mended.parts().getLast();
        boolean orderly = last.endMs() != null;
        Manifest marked = orderly ? mended : mended.partEnded(lengthOf(mended)).interruptedNow();
        folder.write(marked);
        return marked;
    }

    /// Signs a recording whose files have been mended.
    Manifest seal(Manifest left, Instant at) throws IOException {
        if (left.state() == Manifest.State.SEALED) {
            return left;
        }
        // Killed in a pause and continued by nobody.
        Manifest mended = left.pauseEnded(left.durationMs());
        long fragments = FragmentLog.fragments(folder.of(mended.recording())).size();
        Manifest.Seal unsigned = new Manifest.Seal(
                key.algorithm().word(),
                key.id(),
                Base64.getEncoder().encodeToString(key.publicKey().getEncoded()),
                mended.chainHead(),
                fragments,
                mended.version() == 1 ? null : ManifestText.unsealedSha256(mended),
                at,
                "");
        String text = mended.version() == 1
                ? SealText.ofVersion1(mended, mended.chainHead(), fragments, at)
                : SealText.of(mended.recording(), unsigned);
        Manifest sealed = mended.sealed(unsigned.signed(key.sign(text)));
        folder.writeSealKey(mended.recording(), key.publicPem());
        folder.write(sealed);
        return sealed;
    }

    /// Those that are on the disk as the log says. A power cut may have kept the log's end and lost the file's; what
    /// of the file is whole all the same is found again by reading it.
    private static List<Fragment> there(Path path, Manifest manifest, List<Fragment> logged) throws IOException {
        Map<Integer, RecordedSource> open = manifest.sources().stream()
                .filter(source -> !source.complete())
                .collect(Collectors.toMap(RecordedSource::n, source -> source));
        for (int i = Math.max(0, logged.size() - CHECKED_AT_START); i < logged.size(); i++) {
            Fragment fragment = logged.get(i);
            RecordedSource source = open.get(fragment.source());
            if (source != null
                    && !hash(path.resolve(source.file()), fragment.offset(), fragment.end())
                            .equals(fragment.sha256())) {
                return logged.subList(0, i);
            }
        }
        return logged;
    }

    private static RecordedSource mend(
            Path path, Envelope envelope, RecordedSource source, List<Fragment> known, FragmentLog log)
            throws IOException {
        Path file = path.resolve(source.file());
        List<Fragment> fragments = new ArrayList<>(
                known.stream().filter(f -> f.source() == source.n()).toList());
        int headLength = WebmFile.headLength(source.track(), envelope);
        long end = fragments.isEmpty() ? headLength : fragments.getLast().end();
        for (ClusterScan.Found found : ClusterScan.from(file, end, envelope)) {
            fragments.add(log.append(source.n(), found.offset(), found.stored(), found.cluster()));
        }
        long mediaEnd = fragments.isEmpty() ? headLength : fragments.getLast().end();
        long durationMs = fragments.stream().mapToLong(Fragment::endMs).max().orElse(0);
        long length;
        try (WebmFile webm = WebmFile.mend(file, source.track(), envelope, mediaEnd)) {
            webm.finish(cues(fragments, source.codec().equals("opus")), durationMs);
            length = webm.length();
        }
        return source.completed(durationMs, length, hash(file, 0, headLength), hash(file, mediaEnd, length));
    }

    /// Every key frame for a picture; for sound, where every frame is one, one a fragment.
    private static List<Cue> cues(List<Fragment> fragments, boolean sound) {
        List<Cue> cues = new ArrayList<>();
        for (Fragment fragment : fragments) {
            List<Long> keys = fragment.keysMs();
            for (long key : sound ? keys.subList(0, Math.min(1, keys.size())) : keys) {
                cues.add(new Cue(key, fragment.offset()));
            }
        }
        return cues;
    }

    private static long lengthOf(Manifest manifest) {
        long begun = manifest.parts().getLast().startMs();
        return manifest.sources().stream().mapToLong(RecordedSource::endMs).reduce(begun, Math::max);
    }

    static String hash(Path file, long from, long to) throws IOException {
        MessageDigest digest = Sha256.digest();
        try (InputStream in = Files.newInputStream(file)) {
            if (Files.size(file) < from) {
                return "";
            }
            in.skipNBytes(from);
            byte[] buffer = new byte[64 << 10];
            long left = to - from;
            while (left > 0) {
                int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (read < 0) {
                    break;
                }
                digest.update(buffer, 0, read);
                left -= read;
            }
        }
        return Sha256.hex(digest.digest());
    }
}
