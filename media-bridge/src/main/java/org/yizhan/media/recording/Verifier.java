package org.yizhan.media.recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import org.yizhan.media.recording.evidence.Fragment;
import org.yizhan.media.recording.evidence.FragmentLog;
import org.yizhan.media.recording.evidence.SealKey;
import org.yizhan.media.recording.evidence.Sha256;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Tells whether a sealed recording is what was sealed. Needs its folder and the public key, nothing of the system.
public final class Verifier {

    /// Strict: a field whose name was changed is missing here and unknown there.
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private Verifier() {}

    /// One thing that is not as it was sealed.
    ///
    /// @param file in the recording's folder
    /// @param from first byte of the shortest stretch that is known to be changed
    /// @param to   byte behind it; -1: to the end
    public record Finding(String file, long from, long to, String what) {}

    /// @return nothing when everything is as it was sealed
    public static List<Finding> verify(Path folder, PublicKey trusted) throws IOException {
        List<Finding> findings = new ArrayList<>();
        Manifest manifest;
        List<Fragment> log;
        try {
            manifest = JSON.readValue(Files.readAllBytes(folder.resolve("manifest.json")), Manifest.class);
        } catch (JacksonException damaged) {
            return List.of(new Finding("manifest.json", 0, -1, "is damaged"));
        }
        try {
            log = FragmentLog.fragments(folder);
        } catch (IOException damaged) {
            return List.of(new Finding(FragmentLog.FILE, 0, -1, String.valueOf(damaged.getMessage())));
        }
        verifySeal(manifest, log, trusted, findings);
        verifyChain(manifest, log, findings);
        for (Manifest.Source source : manifest.sources()) {
            verifyFile(folder, source, log, findings);
        }
        return findings;
    }

    private static void verifySeal(Manifest manifest, List<Fragment> log, PublicKey trusted, List<Finding> findings) {
        Manifest.Seal seal = manifest.seal();
        if (seal == null) {
            findings.add(new Finding("manifest.json", 0, -1, "is not sealed"));
            return;
        }
        String text = SealText.of(manifest, seal.chainHead(), seal.fragments(), seal.at());
        if (!SealKey.verifies(trusted, text, seal.signature())) {
            findings.add(new Finding("manifest.json", 0, -1, "does not match its seal"));
        }
        if (seal.fragments() != log.size()) {
            findings.add(new Finding(
                    FragmentLog.FILE, 0, -1, "has " + log.size() + " fragments, sealed were " + seal.fragments()));
        }
    }

    private static void verifyChain(Manifest manifest, List<Fragment> log, List<Finding> findings) {
        String link = Sha256.chainStart(manifest.recording());
        for (int i = 0; i < log.size(); i++) {
            Fragment fragment = log.get(i);
            try {
                link = Sha256.link(link, fragment.sha256());
            } catch (IllegalArgumentException _) {
                findings.add(new Finding(FragmentLog.FILE, 0, -1, "line " + (i + 1) + " has no hash"));
                return;
            }
            if (!link.equals(fragment.chain())) {
                findings.add(new Finding(FragmentLog.FILE, 0, -1, "line " + (i + 1) + " breaks the chain"));
                return;
            }
        }
        Manifest.Seal seal = manifest.seal();
        if (seal != null && !link.equals(seal.chainHead())) {
            findings.add(new Finding(FragmentLog.FILE, 0, -1, "does not end in the sealed link"));
        }
    }

    private static void verifyFile(Path folder, Manifest.Source source, List<Fragment> log, List<Finding> findings)
            throws IOException {
        Path file = folder.resolve(source.file()).normalize();
        if (!file.startsWith(folder) || !Files.exists(file)) {
            findings.add(new Finding(source.file(), 0, -1, "is missing"));
            return;
        }
        List<Fragment> fragments =
                log.stream().filter(f -> f.source() == source.n()).toList();
        long length = Files.size(file);
        if (length != source.bytes()) {
            findings.add(new Finding(
                    source.file(),
                    Math.min(length, source.bytes()),
                    -1,
                    "has " + length + " bytes, sealed were " + source.bytes()));
        }
        long headEnd = fragments.isEmpty() ? -1 : fragments.getFirst().offset();
        long mediaEnd = fragments.isEmpty() ? -1 : fragments.getLast().end();
        if (headEnd >= 0) {
            check(file, source.file(), 0, headEnd, String.valueOf(source.headSha256()), "head", findings);
            check(file, source.file(), mediaEnd, length, String.valueOf(source.tailSha256()), "cues", findings);
        }
        for (int i = 0; i < fragments.size(); i++) {
            Fragment fragment = fragments.get(i);
            long until = i + 1 < fragments.size() ? fragments.get(i + 1).offset() : mediaEnd;
            if (until != fragment.end()) {
                findings.add(new Finding(source.file(), fragment.end(), until, "belongs to no fragment"));
            }
            check(
                    file,
                    source.file(),
                    fragment.offset(),
                    fragment.end(),
                    fragment.sha256(),
                    "fragment " + (i + 1),
                    findings);
        }
    }

    private static void check(
            Path file, String name, long from, long to, String expected, String what, List<Finding> findings)
            throws IOException {
        if (Files.size(file) < to || !Finishing.hash(file, from, to).equals(expected)) {
            findings.add(new Finding(name, from, to, what + " does not match its hash"));
        }
    }
}
