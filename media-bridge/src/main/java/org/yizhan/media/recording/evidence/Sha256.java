package org.yizhan.media.recording.evidence;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.yizhan.protocol.id.RecordingId;

/// SHA-256 in lower-case hexadecimal, and where a recording's chain begins.
public final class Sha256 {

    private static final HexFormat HEX = HexFormat.of();

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    private Sha256() {}

    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    public static String of(byte[] bytes) {
        return HEX.formatHex(digest().digest(bytes));
    }

    public static String hex(byte[] hash) {
        return HEX.formatHex(hash);
    }

    /// Whether it is written as hashes are written here: capital letters would be another way to say the same.
    static boolean isOne(String hash) {
        return HASH.matcher(hash).matches();
    }

    /// Where a recording's chain begins; binds it to its id.
    public static String chainStart(RecordingId recording) {
        return of(("yizhan-recording:" + recording).getBytes(StandardCharsets.US_ASCII));
    }
}
