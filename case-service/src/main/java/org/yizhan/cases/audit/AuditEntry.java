package org.yizhan.cases.audit;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// One link of a case's chain.
///
/// @param seq      1, 2, 3 …
/// @param body     canonical JSON, exactly as it was hashed
/// @param previous hash of the entry before it; zeros for the first
/// @param hash     SHA-256 over `previous` and `body`
public record AuditEntry(int seq, String body, byte[] previous, byte[] hash) {

    private static final byte[] NOTHING = new byte[Sha256.BYTES];

    /// What the first entry follows.
    public static byte[] beginning() {
        return NOTHING.clone();
    }

    public static AuditEntry after(byte[] previous, int seq, String body) {
        return new AuditEntry(seq, body, previous, hash(previous, body));
    }

    /// Whether this is the unaltered entry number `expectedSeq` after the one whose hash is `head`.
    public boolean follows(byte[] head, int expectedSeq) {
        return seq == expectedSeq && Arrays.equals(previous, head) && Arrays.equals(hash, hash(previous, body));
    }

    private static byte[] hash(byte[] previous, String body) {
        return Sha256.of(previous, body.getBytes(StandardCharsets.UTF_8));
    }
}
