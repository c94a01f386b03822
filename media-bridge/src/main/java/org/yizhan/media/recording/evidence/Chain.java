package org.yizhan.media.recording.evidence;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.stream.Collectors;

/// How the hash chain goes from one fragment to the next. A recording keeps the rule it began with.
public enum Chain {
    /// Version 1: the link before and the fragment's hash.
    BYTES,
    /// Since version 2: also what the log says about the fragment, so that no word of the log can be changed.
    BYTES_AND_FACTS;

    private static final HexFormat HEX = HexFormat.of();

    public static Chain ofVersion(int manifest) {
        return manifest == 1 ? BYTES : BYTES_AND_FACTS;
    }

    /// The link that follows `previous`.
    ///
    /// @throws IllegalArgumentException when a hash is none
    public String next(String previous, Fragment fragment) {
        MessageDigest digest = Sha256.digest();
        digest.update(HEX.parseHex(previous));
        digest.update(HEX.parseHex(fragment.sha256()));
        if (this == BYTES_AND_FACTS) {
            digest.update(Sha256.digest().digest(facts(fragment).getBytes(StandardCharsets.US_ASCII)));
        }
        return HEX.formatHex(digest.digest());
    }

    /// `source offset bytes startMs endMs key,key`.
    private static String facts(Fragment f) {
        String keys = f.keysMs().stream().map(String::valueOf).collect(Collectors.joining(","));
        return f.source() + " " + f.offset() + " " + f.bytes() + " " + f.startMs() + " " + f.endMs() + " " + keys;
    }
}
