package org.yizhan.cases.verify;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.yizhan.cases.audit.AuditHead;
import org.yizhan.cases.audit.Sha256;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One case of an exported trail.
final class ExportedCase {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private @Nullable JsonNode row;
    private final TreeMap<Integer, JsonNode> entries = new TreeMap<>();
    private final TreeMap<Integer, JsonNode> history = new TreeMap<>();
    private final TreeMap<Integer, String> joined = new TreeMap<>();

    void add(JsonNode line) {
        var seq = line.path("seq").asInt();
        switch (line.path("kind").asString()) {
            case "case" -> row = line;
            case "entry" -> entries.put(seq, line);
            case "history" -> history.put(seq, line);
            case "leaf" -> joined.put(seq, line.path("head").asString());
            default -> {
                // a newer program says more than this one knows
            }
        }
    }

    /// How people call the case; as far as anything still tells.
    String number() {
        var known = row == null ? "" : row.path("facts").path("number").asString();
        return known.isEmpty() && !entries.isEmpty()
                ? body(entries.firstEntry().getValue()).path("number").asString()
                : known;
    }

    /// @param finding takes the entry's number, 0 for the case itself, and what is wrong
    void check(BiConsumer<Integer, String> finding) {
        var ends = ends();
        if (row == null && entries.isEmpty()) {
            var known = joined.isEmpty() ? "" : "; a signed head knows it with " + joined.lastKey() + " entries";
            finding.accept(0, "the case was deleted" + known);
            return;
        }
        if (row == null) {
            finding.accept(0, "the case's row was deleted");
        }
        var previous = AuditHead.NOTHING;
        for (var seq = 1; seq <= ends; seq++) {
            var entry = entries.get(seq);
            if (entry == null) {
                finding.accept(seq, "the entry was deleted");
                previous = joined.getOrDefault(seq, "");
                continue;
            }
            checkEntry(seq, entry, previous, finding);
            previous = entry.path("hash").asString();
        }
        if (row != null) {
            checkRow(row, previous, ends, finding);
        }
    }

    private int ends() {
        var ends = new ArrayList<>(List.of(entries.isEmpty() ? 0 : entries.lastKey()));
        ends.add(joined.isEmpty() ? 0 : joined.lastKey());
        ends.add(row == null ? 0 : row.path("auditSeq").asInt());
        return ends.stream().max(Integer::compare).orElse(0);
    }

    private void checkEntry(int seq, JsonNode entry, String previous, BiConsumer<Integer, String> finding) {
        var hash = entry.path("hash").asString();
        var text = entry.path("body").asString();
        var found = entry.path("previous").asString();
        var computed = Sha256.hex(concat(bytes(found), text.getBytes(StandardCharsets.UTF_8)));
        if (!hash.equals(computed)) {
            finding.accept(seq, "the entry was changed: it is not what its hash was made of");
        } else if (!previous.isEmpty() && !found.equals(previous)) {
            finding.accept(seq, "the entry does not follow the one before it: one was changed, deleted or inserted");
        } else if (joined.containsKey(seq) && !hash.equals(joined.get(seq))) {
            finding.accept(seq, "the entry was made anew: a signed head knows another one");
        } else if (!entry.path("genuine").asBoolean()) {
            finding.accept(seq, "the entry was inserted: the program did not make it");
        }
        var line = history.get(seq);
        if (line == null) {
            finding.accept(seq, "the line of the history was deleted");
        } else {
            differing(line.path("facts"), body(entry))
                    .forEach(name -> finding.accept(seq, "the history was changed: " + name));
        }
    }

    private void checkRow(JsonNode found, String head, int ends, BiConsumer<Integer, String> finding) {
        if (found.path("auditSeq").asInt() != ends
                || !found.path("auditHead").asString().equals(head)) {
            finding.accept(ends, "the case's row does not know this as its last entry");
        }
        history.keySet().stream()
                .filter(seq -> seq > ends)
                .forEach(seq -> finding.accept(seq, "the line of the history was inserted"));
        var last = entries.get(ends);
        if (last != null) {
            differing(found.path("facts"), body(last))
                    .forEach(name -> finding.accept(ends, "the case's row was changed: " + name));
        }
    }

    /// Entries of older programs do not say everything that a row says now.
    private static List<String> differing(JsonNode facts, JsonNode body) {
        return facts.propertyStream()
                .filter(fact -> body.has(fact.getKey()))
                .filter(fact -> !Objects.equals(text(fact.getValue()), text(body.path(fact.getKey()))))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static @Nullable String text(JsonNode value) {
        return value.isNull() || value.isMissingNode() ? null : value.asString();
    }

    private static JsonNode body(JsonNode entry) {
        try {
            return JSON.readTree(entry.path("body").asString());
        } catch (JacksonException _) {
            return JSON.createObjectNode();
        }
    }

    private static byte[] bytes(String hex) {
        return hex.matches("([0-9a-f]{2})*") ? HexFormat.of().parseHex(hex) : new byte[0];
    }

    private static byte[] concat(byte[] one, byte[] other) {
        var both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }
}
