package org.yizhan.cases.verify;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.yizhan.cases.audit.AuditHead;
import org.yizhan.cases.audit.HeadKey;
import org.yizhan.cases.audit.MerkleTree;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Checks an exported trail: every head's signature, place and root, every case's chain, history and
/// row, and the heads that a witness kept. Each finding names the case and the entry.
public final class VerifyAudit {

    /// Everything is as it was written.
    static final int HOLDS = 0;

    /// Something is not; each finding is a line.
    static final int CHANGED = 1;

    /// Nothing was checked: the command or the files cannot be read.
    static final int NOT_CHECKED = 2;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final PublicKey key;
    private final TreeMap<Long, AuditHead> heads = new TreeMap<>();
    private final Map<Long, List<MerkleTree.Leaf>> leaves = new HashMap<>();
    private final TreeMap<String, ExportedCase> cases = new TreeMap<>();
    private final List<String> findings = new ArrayList<>();

    private VerifyAudit(PublicKey key) {
        this.key = key;
    }

    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments), new PrintStream(System.out, true, StandardCharsets.UTF_8)));
    }

    /// @param arguments `AUDIT --key PEM [--witness HEADS]`
    /// @return one of the exit codes above
    public static int run(List<String> arguments, PrintStream out) {
        var words = new ArrayList<>(arguments);
        var pem = option(words, "--key");
        var witness = option(words, "--witness");
        if (words.size() != 1 || pem == null) {
            out.println("./verify --key PEM [--witness HEADS] AUDIT");
            return NOT_CHECKED;
        }
        try {
            var check = new VerifyAudit(HeadKey.readPublic(Files.readString(Path.of(pem))));
            check.read(Path.of(words.getFirst()));
            check.checkHeads();
            if (witness != null) {
                check.compare(Path.of(witness));
            }
            check.cases.forEach((id, one) -> one.check((entry, what) -> check.found(id, one.number(), entry, what)));
            check.findings.forEach(out::println);
            out.println(check.cases.size() + " cases, " + check.heads.size() + " heads: "
                    + (check.findings.isEmpty() ? "as they were written" : check.findings.size() + " findings"));
            return check.findings.isEmpty() ? HOLDS : CHANGED;
        } catch (IOException | JacksonException | IllegalArgumentException e) {
            out.println("not checked: " + e.getMessage());
            return NOT_CHECKED;
        }
    }

    private static @Nullable String option(List<String> words, String name) {
        var at = words.indexOf(name);
        if (at < 0 || at + 1 >= words.size()) {
            return null;
        }
        words.remove(at);
        return words.remove(at);
    }

    private void found(String id, String number, int entry, String what) {
        findings.add("case " + number + " (" + id + ")" + (entry == 0 ? "" : ", entry " + entry) + ": " + what);
    }

    private void read(Path file) throws IOException {
        try (var lines = Files.lines(file)) {
            lines.forEach(text -> add(JSON.readTree(text)));
        }
    }

    private void add(JsonNode line) {
        if (line.path("kind").asString().equals("head")) {
            var head = head(line);
            heads.put(line.path("position").asLong(), head);
            return;
        }
        if (line.path("kind").asString().equals("leaf")) {
            leaves.computeIfAbsent(line.path("position").asLong(), _ -> new ArrayList<>())
                    .add(new MerkleTree.Leaf(
                            line.path("case").asString(),
                            line.path("seq").asInt(),
                            line.path("head").asString()));
        }
        cases.computeIfAbsent(line.path("case").asString(), _ -> new ExportedCase())
                .add(line);
    }

    private static AuditHead head(JsonNode line) {
        return new AuditHead(
                line.path("body").asString(), line.path("signature").asString());
    }

    private void checkHeads() {
        var previous = AuditHead.NOTHING;
        var expected = 1L;
        for (var at : heads.entrySet()) {
            var head = at.getValue();
            for (; expected < at.getKey(); expected++) {
                findings.add("head " + expected + ": deleted");
                previous = "";
            }
            expected = at.getKey() + 1;
            if (!head.isSignedBy(key) || head.position() != at.getKey()) {
                findings.add("head " + at.getKey() + ": changed, the signature does not hold");
            } else if (!previous.isEmpty() && !head.previous().equals(previous)) {
                findings.add("head " + at.getKey() + ": does not follow the one before it");
            }
            previous = head.hash();
            var under = leaves.getOrDefault(at.getKey(), List.of());
            if (under.isEmpty() || !MerkleTree.root(under).equals(head.root())) {
                findings.add("head " + at.getKey() + ": what it joined was changed: " + under.size() + " of "
                        + head.leaves() + " chains, "
                        + String.join(
                                " ",
                                under.stream()
                                        .map(MerkleTree.Leaf::caseId)
                                        .limit(5)
                                        .toList()));
            }
        }
    }

    /// What somebody outside kept must be there, and be the same.
    private void compare(Path witness) throws IOException {
        try (var lines = Files.lines(witness)) {
            lines.map(text -> head(JSON.readTree(text))).forEach(kept -> {
                var found = heads.get(kept.position());
                if (found == null) {
                    findings.add("head " + kept.position() + ": deleted, the witness has it");
                } else if (!found.hash().equals(kept.hash())) {
                    findings.add("head " + kept.position() + ": another one than the witness has");
                }
            });
        }
    }
}
