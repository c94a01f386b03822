package org.yizhan.media.transport;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// The hash of a peer's certificate, from its SDP (RFC 8122). Only hash functions that still bind: SHA-1 is
/// refused.
///
/// @param algorithm `sha-256`, `sha-384` or `sha-512`
/// @param value     upper-case hexadecimal with colons
public record Fingerprint(String algorithm, String value) {

    private static final Set<String> ALGORITHMS = Set.of("sha-256", "sha-384", "sha-512");
    private static final Pattern VALUE = Pattern.compile("[0-9A-F]{2}(:[0-9A-F]{2}){31,63}");

    /// Reads the value of an `a=fingerprint` line; empty when it is malformed or of a refused hash function.
    public static Optional<Fingerprint> parse(String text) {
        int space = text.indexOf(' ');
        if (space < 0 || text.length() > 255) {
            return Optional.empty();
        }
        String algorithm = text.substring(0, space).toLowerCase(Locale.ROOT);
        String value = text.substring(space + 1).trim().toUpperCase(Locale.ROOT);
        return ALGORITHMS.contains(algorithm) && VALUE.matcher(value).matches()
                ? Optional.of(new Fingerprint(algorithm, value))
                : Optional.empty();
    }

    boolean matches(byte[] certificate) {
        return DtlsIdentity.fingerprint(algorithm, certificate).equals(value);
    }
}
