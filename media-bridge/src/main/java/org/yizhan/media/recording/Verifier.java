package org.yizhan.media.recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yizhan.media.recording.evidence.Chain;
import org.yizhan.media.recording.evidence.Fragment;
import org.yizhan.media.recording.evidence.FragmentLog;
import org.yizhan.media.recording.evidence.SealKey;
import org.yizhan.media.recording.evidence.Sha256;

/// Tells whether a sealed recording is what was sealed. Needs its folder and the public key, nothing of the system.
public final class Verifier {

    /// Beside each sealed recording lies the public key of its seal, so that it can be handed on as one folder.
    public static final String KEY_BESIDE = "seal-key.pem";

    private final Path folder;
    private final PublicKey trusted;
    private final List<Finding> findings = new ArrayList<>();

    private Verifier(Path folder, PublicKey trusted) {
        this.folder = folder;
        this.trusted = trusted;
    }

    /// What was found, and what the recording says of itself where it could be read at all.
    public record Verdict(List<Finding> findings, @Nullable Manifest manifest, int fragments) {}

    /// @return nothing when everything is as it was sealed
    public static List<Finding> verify(Path folder, PublicKey trusted) throws IOException {
        return verdict(folder, trusted).findings();
    }

    /// The same, with what was looked at.
    public static Verdict verdict(Path folder, PublicKey trusted) throws IOException {
        return new Verifier(folder, trusted).run();
    }

    private Verdict run() throws IOException {
        Path file = folder.resolve(RecordingFolder.MANIFEST);
        if (!Files.exists(file)) {
            return new Verdict(List.of(Finding.of(Finding.Kind.MANIFEST_MISSING, RecordingFolder.MANIFEST)), null, 0);
        }
        return switch (ManifestText.strictly(Files.readAllBytes(file))) {
            case ManifestText.Strictly.Damaged damaged ->
                new Verdict(
                        List.of(new Finding(
                                Finding.Kind.MANIFEST_DAMAGED, RecordingFolder.MANIFEST, 0, 0, damaged.at(), -1)),
                        null,
                        0);
            case ManifestText.Strictly.Readable readable -> run(readable.manifest(), readable.unsealedSha256());
        };
    }

    private Verdict run(Manifest manifest, String unsealedSha256) throws IOException {
        Manifest.Seal seal = manifest.seal();
        if (seal == null) {
            findings.add(Finding.of(Finding.Kind.NOT_SEALED, RecordingFolder.MANIFEST));
        } else {
            verifySeal(manifest, seal, unsealedSha256);
        }
        if (manifest.version() > 1) {
            for (Manifest.Seal earlier : manifest.earlierSeals()) {
                if (!signed(manifest, earlier)) {
                    findings.add(Finding.of(Finding.Kind.SEAL_CHANGED, RecordingFolder.MANIFEST));
                }
            }
        }
        List<Fragment> log = verifyLog(manifest);
        if (Files.exists(folder.resolve(Erasure.FILE))) {
            verifyErasure(manifest);
            return new Verdict(List.copyOf(findings), manifest, log.size());
        }
        for (RecordedSource source : manifest.sources()) {
            verifyFile(
                    source, log.stream().filter(f -> f.source() == source.n()).toList());
        }
        return new Verdict(List.copyOf(findings), manifest, log.size());
    }

    private void verifySeal(Manifest manifest, Manifest.Seal seal, String unsealedSha256) {
        String encoded = Base64.getEncoder().encodeToString(trusted.getEncoded());
        if (!encoded.equals(seal.publicKey()) && signed(manifest, seal)) {
            // The signature holds, the copy of the key inside the seal was changed.
            findings.add(Finding.of(Finding.Kind.SEAL_CHANGED, RecordingFolder.MANIFEST));
        } else if (!encoded.equals(seal.publicKey())) {
            findings.add(Finding.of(Finding.Kind.OTHER_KEY, RecordingFolder.MANIFEST));
        } else if (!signed(manifest, seal)) {
            findings.add(Finding.of(Finding.Kind.SEAL_CHANGED, RecordingFolder.MANIFEST));
        } else if (manifest.version() > 1 && !unsealedSha256.equals(seal.manifestSha256())) {
            findings.add(Finding.of(Finding.Kind.MANIFEST_CHANGED, RecordingFolder.MANIFEST));
        }
    }

    private boolean signed(Manifest manifest, Manifest.Seal seal) {
        String text = manifest.version() == 1
                ? SealText.ofVersion1(manifest, seal.chainHead(), seal.fragments(), seal.at())
                : SealText.of(manifest.recording(), seal);
        return SealKey.verifies(trusted, text, seal.signature());
    }

    /// @return the lines that can be read
    private List<Fragment> verifyLog(Manifest manifest) throws IOException {
        List<Fragment> readable = new ArrayList<>();
        Chain chain = Chain.ofVersion(manifest.version());
        String link = Sha256.chainStart(manifest.recording());
        List<FragmentLog.Line> lines = FragmentLog.lines(folder);
        boolean known = true;
        for (int i = 0; i < lines.size(); i++) {
            FragmentLog.Line line = lines.get(i);
            Fragment fragment = line.fragment();
            if (fragment == null) {
                findings.add(new Finding(Finding.Kind.LOG_DAMAGED, FragmentLog.FILE, 0, i + 1, line.from(), line.to()));
                known = false;
                continue;
            }
            readable.add(fragment);
            // Behind a damaged line the chain is taken up where it says it is.
            if (known && !follows(chain, link, fragment)) {
                findings.add(new Finding(
                        Finding.Kind.CHAIN_BROKEN, FragmentLog.FILE, fragment.source(), i + 1, line.from(), line.to()));
            }
            known = true;
            link = fragment.chain();
        }
        Manifest.Seal seal = manifest.seal();
        if (seal != null && seal.fragments() != lines.size()) {
            findings.add(Finding.of(Finding.Kind.LOG_LENGTH, FragmentLog.FILE));
        }
        if (known && !link.equals(seal == null ? manifest.chainHead() : seal.chainHead())) {
            findings.add(Finding.of(Finding.Kind.CHAIN_END, FragmentLog.FILE));
        }
        return readable;
    }

    private static boolean follows(Chain chain, String link, Fragment fragment) {
        try {
            return chain.next(link, fragment).equals(fragment.chain());
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    /// What was erased has no files any more; instead it has a certificate.
    private void verifyErasure(Manifest manifest) {
        boolean holds;
        try {
            Erasure erasure = Erasure.in(folder);
            holds = erasure != null
                    && erasure.recording().equals(manifest.recording())
                    && erasure.chainHead().equals(manifest.chainHead())
                    && erasure.isSignedBy(trusted);
        } catch (IOException _) {
            holds = false;
        }
        if (!holds) {
            findings.add(Finding.of(Finding.Kind.ERASURE_CHANGED, Erasure.FILE));
        }
    }

    private void verifyFile(RecordedSource source, List<Fragment> fragments) throws IOException {
        Path file = folder.resolve(source.file()).normalize();
        if (!file.startsWith(folder.normalize()) || !Files.exists(file)) {
            findings.add(about(Finding.Kind.FILE_MISSING, source, 0, 0, -1));
            return;
        }
        long length = Files.size(file);
        if (length != source.bytes()) {
            findings.add(about(Finding.Kind.FILE_LENGTH, source, 0, Math.min(length, source.bytes()), -1));
        }
        if (fragments.isEmpty()) {
            return;
        }
        long headEnd = fragments.getFirst().offset();
        long mediaEnd = fragments.getLast().end();
        check(file, about(Finding.Kind.HEAD_CHANGED, source, 0, 0, headEnd), source.headSha256());
        check(file, about(Finding.Kind.TAIL_CHANGED, source, 0, mediaEnd, length), source.tailSha256());
        for (int i = 0; i < fragments.size(); i++) {
            Fragment fragment = fragments.get(i);
            long until = i + 1 < fragments.size() ? fragments.get(i + 1).offset() : mediaEnd;
            if (until != fragment.end()) {
                findings.add(about(Finding.Kind.UNKNOWN_BYTES, source, 0, fragment.end(), until));
            }
            Finding changed = about(Finding.Kind.FRAGMENT_CHANGED, source, i + 1, fragment.offset(), fragment.end());
            check(file, changed, fragment.sha256());
        }
    }

    private void check(Path file, Finding otherwise, @Nullable String expected) throws IOException {
        if (Files.size(file) < otherwise.to()
                || otherwise.to() < otherwise.from()
                || !Finishing.hash(file, otherwise.from(), otherwise.to()).equals(expected)) {
            findings.add(otherwise);
        }
    }

    private static Finding about(Finding.Kind kind, RecordedSource source, int fragment, long from, long to) {
        return new Finding(kind, source.file(), source.n(), fragment, from, to);
    }
}
