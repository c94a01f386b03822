package org.yizhan.media.verify;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yizhan.media.recording.Finding;
import org.yizhan.media.recording.KeyMissing;
import org.yizhan.media.recording.Manifest;
import org.yizhan.media.recording.PlainCopy;
import org.yizhan.media.recording.Verifier;
import org.yizhan.media.recording.evidence.SealKey;

/// Checks one recording: its manifest, its hash chain, its seal, every fragment. Reads the folder and a public key,
/// nothing else,
/// unless it is asked for plain copies.
public final class VerifyRecording {

    /// Everything is as it was sealed.
    static final int HOLDS = 0;

    /// Something is not; each finding is a line.
    static final int CHANGED = 1;

    /// Nothing was checked: the command or the files cannot be read.
    static final int NOT_CHECKED = 2;

    private static final Set<String> OPTIONS = Set.of("--key", "--export", "--data", "--master-keys", "--keys");

    private VerifyRecording() {}

    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments), new PrintStream(System.out, true, StandardCharsets.UTF_8)));
    }

    /// @return one of the exit codes above
    static int run(List<String> arguments, PrintStream out) {
        Deque<String> words = new ArrayDeque<>(arguments);
        Map<String, Path> options = new HashMap<>();
        Path recording = null;
        while (!words.isEmpty()) {
            String word = words.pop();
            if (OPTIONS.contains(word) && !words.isEmpty()) {
                options.put(word, Path.of(words.pop()));
            } else if (!word.startsWith("-") && recording == null) {
                recording = Path.of(word);
            } else {
                out.println("不认识的参数 / unknown argument: " + word);
                return NOT_CHECKED;
            }
        }
        if (recording == null) {
            out.println("请给出录像目录 / name the folder of a recording; --help");
            return NOT_CHECKED;
        }
        Path folder =
                Files.isRegularFile(recording) ? recording.toAbsolutePath().getParent() : recording;
        if (folder == null || !Files.isDirectory(folder)) {
            out.println("没有这个目录 / no such folder: " + recording);
            return NOT_CHECKED;
        }
        try {
            Path to = options.get("--export");
            if (to != null) {
                export(folder.toAbsolutePath(), to, options).forEach(file -> out.println("已写出 / written: " + file));
            }
            return verify(folder, options.get("--key"), out);
        } catch (KeyMissing missing) {
            out.println("录像已加密，密钥不在这里或已销毁 / the recording is encrypted; its key is not here or was destroyed: "
                    + missing.getMessage());
            return NOT_CHECKED;
        } catch (IOException broken) {
            out.println("无法读取 / cannot be read: " + broken.getMessage());
            return NOT_CHECKED;
        }
    }

    private static List<Path> export(Path folder, Path to, Map<String, Path> options) throws IOException {
        Path recordings = folder.normalize().getParent();
        Path data = recordings == null || recordings.getParent() == null
                ? folder
                : Objects.requireNonNullElse(recordings.getParent().getParent(), folder);
        return PlainCopy.write(
                folder,
                to,
                new PlainCopy.Keys(
                        options.getOrDefault("--data", data),
                        System.getenv("YIZHAN_RECORDING_MASTERKEYS"),
                        options.get("--master-keys"),
                        options.get("--keys")));
    }

    private static int verify(Path folder, @Nullable Path key, PrintStream out) throws IOException {
        PublicKey trusted;
        try {
            trusted = SealKey.readPublic(Files.readString(key == null ? folder.resolve(Verifier.KEY_BESIDE) : key));
        } catch (IOException unreadable) {
            if (key != null || !Files.exists(folder.resolve(Verifier.KEY_BESIDE))) {
                out.println("没有可用的公钥，请用 --key 指定 / no public key can be read, name one with --key: "
                        + unreadable.getMessage());
                return NOT_CHECKED;
            }
            return tell(List.of(new Finding(Finding.Kind.KEY_DAMAGED, Verifier.KEY_BESIDE, 0, 0, 0, -1)), out);
        }
        List<Finding> findings = new ArrayList<>();
        Manifest manifest = verified(folder, trusted, "录像 / recording", findings, out);
        Path copy = manifest == null ? null : PlainCopy.copyOf(folder, manifest);
        if (copy != null) {
            verified(copy, trusted, "第二份 / its second copy", findings, out);
        }
        out.println("公钥指纹 / fingerprint of the public key: " + SealKey.id(trusted));
        if (key == null) {
            out.println("公钥取自录像旁，请与公布的指纹核对 / the key lay beside the recording: compare its fingerprint with the"
                    + " published one, or name your own copy with --key");
        }
        return tell(findings, out);
    }

    private static @Nullable Manifest verified(
            Path folder, PublicKey trusted, String what, List<Finding> findings, PrintStream out) throws IOException {
        Verifier.Verdict verdict = Verifier.verdict(folder, trusted);
        Manifest manifest = verdict.manifest();
        if (manifest != null) {
            out.printf(
                    "%s %s%n开始 / began %s，长 / length %d ms，来源 / sources %d，片段 / fragments %d%n",
                    what,
                    manifest.recording(),
                    manifest.startedAt(),
                    manifest.durationMs(),
                    manifest.sources().size(),
                    verdict.fragments());
        }
        findings.addAll(verdict.findings());
        return manifest;
    }

    private static int tell(List<Finding> findings, PrintStream out) {
        for (Finding finding : findings) {
            out.println("✗ " + finding.zh());
            out.println("  " + finding.en());
        }
        out.println(
                findings.isEmpty()
                        ? "✓ 与封存时一致。 / It is as it was sealed."
                        : "✗ 与封存时不一致。 / It is not as it was sealed.");
        return findings.isEmpty() ? HOLDS : CHANGED;
    }
}
