package org.yizhan.cases.packing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.yizhan.cases.audit.Sha256;

/// A bag being packed (RFC 8493): payload under `data/`, a manifest of its SHA-256 sums, and a manifest
/// of all other files.
final class Bag {

    private final TreeMap<String, byte[]> payload = new TreeMap<>();
    private final TreeMap<String, byte[]> tags = new TreeMap<>();

    /// @param name below `data/`
    void put(String name, byte[] content) {
        payload.put("data/" + name, content);
    }

    void put(String name, String text) {
        put(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /// @param info what `bag-info.txt` says; the amount of payload is added
    void describe(Map<String, String> info) {
        var sum = payload.values().stream().mapToLong(content -> content.length).sum();
        tag("bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n");
        var lines = new TreeMap<>(info);
        lines.put("Payload-Oxum", sum + "." + payload.size());
        tag(
                "bag-info.txt",
                lines.entrySet().stream()
                        .map(line -> line.getKey() + ": " + line.getValue().replace("\n", " ") + "\n")
                        .collect(Collectors.joining()));
        tag("manifest-sha256.txt", sums(payload));
    }

    /// The manifest of all files that are not payload; whoever signs it signs the bag.
    String tagManifest() {
        return sums(tags);
    }

    private void tag(String name, String text) {
        tags.put(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private static String sums(Map<String, byte[]> files) {
        return files.entrySet().stream()
                .map(file -> Sha256.hex(file.getValue()) + "  " + file.getKey() + "\n")
                .collect(Collectors.joining());
    }

    /// The bag as a ZIP with one folder in it.
    ///
    /// @param seals files beside the manifest of the tags, which it does not list
    byte[] zip(String folder, Map<String, String> seals) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
            var all = new TreeMap<>(tags);
            all.put("tagmanifest-sha256.txt", tagManifest().getBytes(StandardCharsets.UTF_8));
            seals.forEach((name, text) -> all.put(name, text.getBytes(StandardCharsets.UTF_8)));
            all.putAll(payload);
            for (var file : all.entrySet()) {
                var entry = new ZipEntry(folder + "/" + file.getKey());
                // the same content is the same file, whenever it is packed
                entry.setTime(0);
                zip.putNextEntry(entry);
                zip.write(file.getValue());
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
