package org.yizhan.media.transport;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.yizhan.media.rtp.Bytes;

/// A STUN message (RFC 8489) as far as ICE needs it (RFC 8445 §7). Reading is bounded: at most
/// [#MAX_ATTRIBUTES] attributes in at most [#MAX_LENGTH] bytes.
///
/// @param type           class and method, as on the wire
/// @param username       null when absent
/// @param priority       -1 when absent
/// @param unknown        first attribute that must be understood and is not; 0 for none
/// @param integrityAt    where the MESSAGE-INTEGRITY attribute begins, relative to the message; -1 when absent
record StunMessage(
        int type,
        byte[] transaction,
        @Nullable String username,
        long priority,
        boolean useCandidate,
        boolean controlling,
        boolean controlled,
        int errorCode,
        int unknown,
        int integrityAt) {

    static final int BINDING_REQUEST = 0x0001;
    static final int BINDING_INDICATION = 0x0011;
    static final int BINDING_SUCCESS = 0x0101;
    static final int BINDING_ERROR = 0x0111;

    static final int USERNAME = 0x0006;
    static final int MESSAGE_INTEGRITY = 0x0008;
    static final int ERROR_CODE = 0x0009;
    static final int UNKNOWN_ATTRIBUTES = 0x000A;
    static final int XOR_MAPPED_ADDRESS = 0x0020;
    static final int PRIORITY = 0x0024;
    static final int USE_CANDIDATE = 0x0025;
    static final int FINGERPRINT = 0x8028;
    static final int CONTROLLED = 0x8029;
    static final int CONTROLLING = 0x802A;

    static final int HEADER = 20;
    static final long COOKIE = 0x2112A442L;
    static final long FINGERPRINT_XOR = 0x5354554EL;

    /// A binding request is some 100 bytes; a client may add a few attributes of its own.
    static final int MAX_LENGTH = 576;

    static final int MAX_ATTRIBUTES = 24;

    /// RFC 8445 §5.3: a fragment of a user name has at most 256 characters, and there are two with a colon.
    private static final int MAX_USERNAME = 513;

    private static final int INTEGRITY_SIZE = 20;

    /// Whether a datagram may be STUN: two zero bits, a length that fits, the magic cookie.
    static boolean looksLike(byte[] array, int offset, int length) {
        return length >= HEADER
                && length <= MAX_LENGTH
                && (array[offset] & 0xC0) == 0
                && Bytes.u32(array, offset + 4) == COOKIE
                && Bytes.u16(array, offset + 2) == length - HEADER
                && (length & 3) == 0;
    }

    /// Reads a message; null when it is malformed or its FINGERPRINT is absent or wrong. What comes after
    /// MESSAGE-INTEGRITY is not believed, except for the fingerprint.
    static @Nullable StunMessage read(byte[] array, int offset, int length) {
        if (!looksLike(array, offset, length)) {
            return null;
        }
        String username = null;
        long priority = -1;
        boolean useCandidate = false;
        boolean controlling = false;
        boolean controlled = false;
        boolean fingerprinted = false;
        int error = 0;
        int unknown = 0;
        int integrityAt = -1;
        int at = HEADER;
        for (int attributes = 0; at < length; attributes++) {
            if (attributes == MAX_ATTRIBUTES || fingerprinted || length - at < 4) {
                return null;
            }
            int kind = Bytes.u16(array, offset + at);
            int size = Bytes.u16(array, offset + at + 2);
            int value = offset + at + 4;
            if (size > length - at - 4) {
                return null;
            }
            boolean believed = integrityAt < 0;
            switch (kind) {
                case USERNAME -> {
                    if (size > MAX_USERNAME) {
                        return null;
                    }
                    username = believed ? new String(array, value, size, StandardCharsets.UTF_8) : username;
                }
                case MESSAGE_INTEGRITY -> {
                    if (size != INTEGRITY_SIZE) {
                        return null;
                    }
                    integrityAt = believed ? at : integrityAt;
                }
                case PRIORITY -> priority = believed && size == 4 ? Bytes.u32(array, value) : priority;
                case USE_CANDIDATE -> useCandidate |= believed;
                case CONTROLLING -> controlling |= believed;
                case CONTROLLED -> controlled |= believed;
                case ERROR_CODE -> error = size >= 4 ? array[value + 2] * 100 + array[value + 3] : error;
                case FINGERPRINT -> {
                    if (size != 4 || Bytes.u32(array, value) != fingerprint(array, offset, at)) {
                        return null;
                    }
                    fingerprinted = true;
                }
                case XOR_MAPPED_ADDRESS, UNKNOWN_ATTRIBUTES -> {}
                default -> unknown = believed && kind < 0x8000 && unknown == 0 ? kind : unknown;
            }
            at += 4 + (size + 3) / 4 * 4;
        }
        if (!fingerprinted || at != length) {
            return null;
        }
        return new StunMessage(
                Bytes.u16(array, offset),
                Arrays.copyOfRange(array, offset + 8, offset + HEADER),
                username,
                priority,
                useCandidate,
                controlling,
                controlled,
                error,
                unknown,
                integrityAt);
    }

    /// The fingerprint of the first `at` bytes. Their length field already counts the FINGERPRINT attribute.
    static long fingerprint(byte[] array, int offset, int at) {
        CRC32 crc = new CRC32();
        crc.update(array, offset, at);
        return crc.getValue() ^ FINGERPRINT_XOR;
    }
}
