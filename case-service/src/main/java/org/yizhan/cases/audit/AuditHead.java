package org.yizhan.cases.audit;

import java.security.PublicKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// The ends of all chains that grew, joined and signed.
///
/// @param body      the exact text that is signed
/// @param signature Ed25519 over the body, base64
public record AuditHead(String body, String signature) {

    private static final String TITLE = "yizhan audit head 1";

    /// What the first head follows.
    public static final String NOTHING = "0".repeat(2 * Sha256.BYTES);

    private static final int LINES = 7;

    public AuditHead {
        if (body.split("\n", -1).length != LINES || !body.startsWith(TITLE + "\n")) {
            throw new IllegalArgumentException("not the text of a head");
        }
    }

    /// The text to be signed.
    ///
    /// @param previous hash of the head before, or [#NOTHING]
    static String text(long position, Instant at, List<MerkleTree.Leaf> leaves, String previous, String keyId) {
        return String.join(
                "\n",
                TITLE,
                String.valueOf(position),
                at.toString(),
                String.valueOf(leaves.size()),
                MerkleTree.root(leaves),
                previous,
                keyId);
    }

    /// One line of JSON, as witnesses keep it and as it is downloaded.
    public String json() {
        return CanonicalJson.of(Map.of("kind", "head", "position", position(), "body", body, "signature", signature));
    }

    private String line(int number) {
        return body.split("\n", -1)[number];
    }

    /// 1, 2, 3 …
    public long position() {
        return Long.parseLong(line(1));
    }

    public Instant at() {
        return Instant.parse(line(2));
    }

    public int leaves() {
        return Integer.parseInt(line(3));
    }

    public String root() {
        return line(4);
    }

    /// Hash of the head before.
    public String previous() {
        return line(5);
    }

    /// What the next head follows and witnesses keep, lower-case hexadecimal.
    public String hash() {
        return Sha256.hex(body);
    }

    public boolean isSignedBy(PublicKey key) {
        return HeadKey.seals(key, body, signature);
    }
}
