package org.yizhan.media.transport;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import org.yizhan.media.rtp.Bytes;

/// Writes one STUN message: attributes in the order of the calls, [#signed(StunKey)] second to last,
/// [#finish()] last.
final class StunWriter {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] array = new byte[StunMessage.MAX_LENGTH];
    private int length = StunMessage.HEADER;

    private StunWriter(int type, byte[] transaction) {
        Bytes.put16(array, 0, type);
        Bytes.put32(array, 4, StunMessage.COOKIE);
        System.arraycopy(transaction, 0, array, 8, 12);
    }

    static StunWriter answer(int type, StunMessage request) {
        return new StunWriter(type, request.transaction());
    }

    static StunWriter request() {
        byte[] transaction = new byte[12];
        RANDOM.nextBytes(transaction);
        return new StunWriter(StunMessage.BINDING_REQUEST, transaction);
    }

    StunWriter xorMappedAddress(InetSocketAddress seen) {
        InetAddress ip = seen.getAddress();
        byte[] address = ip.getAddress();
        byte[] value = new byte[4 + address.length];
        value[1] = (byte) (address.length == 4 ? 1 : 2);
        Bytes.put16(value, 2, seen.getPort() ^ (int) (StunMessage.COOKIE >> 16));
        for (int i = 0; i < address.length; i++) {
            value[4 + i] = (byte) (address[i] ^ array[4 + i]);
        }
        return attribute(StunMessage.XOR_MAPPED_ADDRESS, value);
    }

    StunWriter error(int code, String reason) {
        byte[] text = reason.getBytes(StandardCharsets.US_ASCII);
        byte[] value = new byte[4 + text.length];
        value[2] = (byte) (code / 100);
        value[3] = (byte) (code % 100);
        System.arraycopy(text, 0, value, 4, text.length);
        return attribute(StunMessage.ERROR_CODE, value);
    }

    StunWriter unknown(int attribute) {
        return attribute(StunMessage.UNKNOWN_ATTRIBUTES, new byte[] {(byte) (attribute >> 8), (byte) attribute});
    }

    StunWriter username(String name) {
        return attribute(StunMessage.USERNAME, name.getBytes(StandardCharsets.UTF_8));
    }

    StunWriter number(int kind, long value, int bytes) {
        byte[] number = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            number[i] = (byte) (value >> 8 * (bytes - 1 - i));
        }
        return attribute(kind, number);
    }

    StunWriter flag(int kind) {
        return attribute(kind, new byte[0]);
    }

    StunWriter attribute(int kind, byte[] value) {
        Bytes.put16(array, length, kind);
        Bytes.put16(array, length + 2, value.length);
        System.arraycopy(value, 0, array, length + 4, value.length);
        length += 4 + (value.length + 3) / 4 * 4;
        return this;
    }

    /// Adds MESSAGE-INTEGRITY.
    StunWriter signed(StunKey key) {
        Bytes.put16(array, 2, length + 24 - StunMessage.HEADER);
        return attribute(StunMessage.MESSAGE_INTEGRITY, key.sign(array, 0, length));
    }

    /// Adds FINGERPRINT.
    ///
    /// @return the message
    byte[] finish() {
        Bytes.put16(array, 2, length + 8 - StunMessage.HEADER);
        long fingerprint = StunMessage.fingerprint(array, 0, length);
        number(StunMessage.FINGERPRINT, fingerprint, 4);
        return Arrays.copyOf(array, length);
    }
}
