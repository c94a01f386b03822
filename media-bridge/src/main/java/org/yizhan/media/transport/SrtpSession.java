package org.yizhan.media.transport;

import org.yizhan.media.rtp.Bytes;

/// Protects and unprotects one connection's packets, in place: GCM by the system's OpenSSL where there is one,
/// everything
/// else by the JDK. Not thread-safe.
final class SrtpSession implements Protection {

    /// A browser sends 4 sources with a retransmission stream each; the rest is room for streams of an encoder.
    static final int MAX_STREAMS = 64;

    /// What protection adds at most: tag of 16, SRTCP index of 4.
    static final int OVERHEAD = 24;

    private final Protection protection;

    /// @param server whether we were the DTLS server
    SrtpSession(SrtpKeys keys, boolean server) {
        this(keys, server, LibCrypto.isThere());
    }

    /// @param openSsl whether GCM is done by OpenSSL
    SrtpSession(SrtpKeys keys, boolean server, boolean openSsl) {
        protection = switch (keys.profile()) {
            case AEAD_AES_128_GCM, AEAD_AES_256_GCM ->
                openSsl ? new GcmSession(keys, server) : new JitsiSession(keys, server);
            case AES_128_CM_SHA1_80 -> new JitsiSession(keys, server);
        };
    }

    /// Uses every profile once, so that no packet waits for what is only done the first time.
    static void prewarm() {
        JitsiSession.chooseCiphers();
        for (SrtpProfile profile : SrtpProfile.values()) {
            var keys = SrtpKeys.of(profile, new byte[SrtpKeys.length(profile)]);
            try (var session = new SrtpSession(keys, true)) {
                byte[] packet = new byte[64 + OVERHEAD];
                packet[0] = (byte) 0x80;
                session.protect(packet, 0, 64);
                packet[1] = (byte) 201;
                Bytes.put16(packet, 2, 15);
                session.protectControl(packet, 0, 64);
            }
        }
    }

    @Override
    public int unprotect(byte[] array, int offset, int length) {
        return protection.unprotect(array, offset, length);
    }

    @Override
    public int unprotectControl(byte[] array, int offset, int length) {
        return protection.unprotectControl(array, offset, length);
    }

    @Override
    public int protect(byte[] array, int offset, int length) {
        return protection.protect(array, offset, length);
    }

    @Override
    public int protectControl(byte[] array, int offset, int length) {
        return protection.protectControl(array, offset, length);
    }

    @Override
    public void close() {
        protection.close();
    }
}
