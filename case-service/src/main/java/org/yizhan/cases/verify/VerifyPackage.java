package org.yizhan.cases.verify;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.yizhan.cases.audit.HeadKey;
import org.yizhan.cases.audit.Sha256;

/// Checks an archive package, as a ZIP or unpacked: every file against its manifest, the manifests
/// against the seal. Each finding names the file.
public final class VerifyPackage {

    private static final String TAGS = "tagmanifest-sha256.txt";
    private static final String PAYLOAD = "manifest-sha256.txt";
    private static final List<String> SEALS = List.of(TAGS, "seal.txt", "seal-key.pem");

    private final TreeMap<String, byte[]> files = new TreeMap<>();
    private final List<String> findings = new ArrayList<>();

    private VerifyPackage() {}

    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments), new PrintStream(System.out, true, StandardCharsets.UTF_8)));
    }

    /// @param arguments `PACKAGE [--key PEM]`; without a key the one in the package is used, which
    /// whoever changes the package can change too
    /// @return 0 as it was sealed, 1 changed, 2 not checked
    public static int run(List<String> arguments, PrintStream out) {
        var words = new ArrayList<>(arguments);
        var at = words.indexOf("--key");
        var pem = at >= 0 && at + 1 < words.size() ? words.remove(at + 1) : null;
        words.remove("--key");
        if (words.size() != 1) {
            out.println("./verify [--key PEM] PACKAGE");
            return 2;
        }
        try {
            var check = new VerifyPackage();
            check.read(Path.of(words.getFirst()));
            check.check(pem);
            check.findings.forEach(out::println);
            out.println(check.files.size() + " files: "
                    + (check.findings.isEmpty() ? "as they were sealed" : check.findings.size() + " findings"));
            return check.findings.isEmpty() ? 0 : 1;
        } catch (IOException | IllegalArgumentException e) {
            out.println("not checked: " + e);
            return 2;
        }
    }

    private void read(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            readBag(path);
            return;
        }
        try (var zip = FileSystems.newFileSystem(path)) {
            readBag(zip.getPath("/"));
        }
    }

    private void readBag(Path top) throws IOException {
        try (var all = Files.walk(top)) {
            var root = all.filter(file -> String.valueOf(file.getFileName()).equals("bagit.txt"))
                    .findFirst()
                    .map(Path::getParent)
                    .orElseThrow(() -> new IOException("no bag: bagit.txt is missing"));
            try (var inside = Files.walk(root)) {
                for (var file : inside.filter(Files::isRegularFile).toList()) {
                    files.put(root.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
                }
            }
        }
    }

    private void check(@Nullable String pem) throws IOException {
        var key = key(pem);
        var tags = files.get(TAGS);
        if (tags == null
                || key == null
                || !HeadKey.seals(key, text(tags), text(files.getOrDefault("seal.txt", new byte[0])))) {
            findings.add(TAGS + ": the seal does not hold");
        }
        var listed = new TreeSet<>(SEALS);
        compare(TAGS, listed);
        compare(PAYLOAD, listed);
        files.keySet().stream()
                .filter(name -> !listed.contains(name))
                .forEach(name -> findings.add(name + ": was added"));
    }

    private @Nullable PublicKey key(@Nullable String pem) throws IOException {
        if (pem != null) {
            return HeadKey.readPublic(Files.readString(Path.of(pem)));
        }
        try {
            return HeadKey.readPublic(text(files.getOrDefault("seal-key.pem", new byte[0])));
        } catch (IOException _) {
            findings.add("seal-key.pem: is no key");
            return null;
        }
    }

    private void compare(String manifest, TreeSet<String> listed) {
        var content = files.get(manifest);
        if (content == null) {
            findings.add(manifest + ": is missing");
            return;
        }
        text(content).lines().forEach(line -> {
            var parts = line.split("  ", 2);
            var name = parts.length == 2 ? parts[1] : line;
            listed.add(name);
            var file = files.get(name);
            if (file == null) {
                findings.add(name + ": is missing");
            } else if (!Sha256.hex(file).equals(parts[0])) {
                findings.add(name + ": was changed");
            }
        });
    }

    private static String text(byte[] content) {
        return new String(content, StandardCharsets.UTF_8);
    }
}
