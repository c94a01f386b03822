package org.yizhan.media.recording;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.yizhan.media.recording.evidence.Sha256;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A manifest as the bytes of its file. There is one way to write each manifest, so its hash means something.
final class ManifestText {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /// A field whose name was changed is missing here and unknown there.
    private static final JsonMapper STRICT = JSON.rebuild()
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private ManifestText() {}

    /// By way of the tree, as it is read again by [#strictly(byte[])].
    static byte[] of(Manifest manifest) {
        return JSON.writeValueAsBytes(JSON.valueToTree(manifest));
    }

    static Manifest read(byte[] text) {
        return JSON.readValue(text, Manifest.class);
    }

    /// SHA-256 of the manifest as it is with no seal yet: what its seal signs.
    static String unsealedSha256(Manifest manifest) {
        return Sha256.of(of(manifest.sealed(null)));
    }

    /// What somebody who trusts nothing reads from a manifest's file.
    sealed interface Strictly {

        /// @param unsealedSha256 of the file's own text with `null` for its seal
        record Readable(Manifest manifest, String unsealedSha256) implements Strictly {}

        /// @param at the first byte that is known to be wrong
        record Damaged(long at) implements Strictly {}
    }

    /// Goes by the file's own text: a later version may write more fields than this one knows how to.
    static Strictly strictly(byte[] text) {
        try {
            if (!(JSON.readTree(text) instanceof ObjectNode tree)) {
                return new Strictly.Damaged(0);
            }
            if (tree.path("version").asInt(0) == 1) {
                return version1(tree);
            }
            int differs = Arrays.mismatch(text, JSON.writeValueAsBytes(tree));
            if (differs >= 0) {
                return new Strictly.Damaged(differs);
            }
            ObjectNode complete = complete(tree.deepCopy());
            Manifest manifest = STRICT.treeToValue(complete, Manifest.class);
            JsonNode seal = tree.get("seal");
            if (seal != null
                    && !seal.toString().equals(JSON.valueToTree(manifest.seal()).toString())) {
                return new Strictly.Damaged(indexOf(text, "\"seal\""));
            }
            tree.putNull("seal");
            return new Strictly.Readable(manifest, Sha256.of(JSON.writeValueAsBytes(tree)));
        } catch (JacksonException damaged) {
            TokenStreamLocation where = damaged.getLocation();
            return new Strictly.Damaged(where == null ? 0 : Math.max(0, where.getByteOffset()));
        }
    }

    /// What is written only where there is something to say, and reads as empty otherwise.
    private static ObjectNode complete(ObjectNode tree) {
        tree.path("pauses").forEach(ManifestText::completePause);
        tree.path("sources").forEach(ManifestText::completeSource);
        for (String list : List.of("quality", "slots")) {
            if (!tree.has(list)) {
                tree.putArray(list);
            }
        }
        tree.path("quality").forEach(ManifestText::completeStretch);
        return tree;
    }

    /// Who and why are written only where somebody paused the recording alone.
    private static void completePause(JsonNode pause) {
        if (pause instanceof ObjectNode span && !span.has("by") && !span.has("reason")) {
            span.putNull("by");
            span.putNull("reason");
        }
    }

    /// Only some codecs have a setup.
    private static void completeSource(JsonNode source) {
        if (source instanceof ObjectNode fields && !fields.has("setup")) {
            fields.putNull("setup");
        }
    }

    /// Who was shown nothing small.
    private static void completeStretch(JsonNode stretch) {
        if (stretch instanceof ObjectNode fields && !fields.has("small")) {
            fields.putNull("small");
        }
    }

    /// It knew neither the item nor encryption nor the manifest's hash.
    private static Strictly version1(ObjectNode tree) {
        tree.putNull("item");
        tree.putNull("encryption");
        if (tree.get("seal") instanceof ObjectNode seal) {
            seal.putNull("manifestSha256");
        }
        complete(tree);
        tree.path("earlierSeals").forEach(seal -> {
            if (seal instanceof ObjectNode earlier) {
                earlier.putNull("manifestSha256");
            }
        });
        return new Strictly.Readable(STRICT.treeToValue(tree, Manifest.class), "");
    }

    private static int indexOf(byte[] text, String word) {
        return Math.max(0, new String(text, StandardCharsets.ISO_8859_1).indexOf(word));
    }
}
