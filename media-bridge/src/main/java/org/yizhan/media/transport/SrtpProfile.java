package org.yizhan.media.transport;

import java.util.Optional;
import java.util.stream.IntStream;
import org.jitsi.srtp.SrtpPolicy;

/// The SRTP protection profiles that we take, best first: GCM costs half of what counter mode with HMAC does.
enum SrtpProfile {
    AEAD_AES_128_GCM(7, 16, 12),
    AEAD_AES_256_GCM(8, 32, 12),
    AES_128_CM_SHA1_80(1, 16, 14);

    private final int id;
    private final int keyLength;
    private final int saltLength;

    SrtpProfile(int id, int keyLength, int saltLength) {
        this.id = id;
        this.keyLength = keyLength;
        this.saltLength = saltLength;
    }

    /// As in the use_srtp extension of DTLS.
    int id() {
        return id;
    }

    int keyLength() {
        return keyLength;
    }

    int saltLength() {
        return saltLength;
    }

    /// How packets are protected, those of RTP and of RTCP alike.
    SrtpPolicy policy() {
        SrtpPolicy policy = switch (this) {
            case AEAD_AES_128_GCM, AEAD_AES_256_GCM ->
                new SrtpPolicy(
                        SrtpPolicy.AESGCM_ENCRYPTION, keyLength, SrtpPolicy.NULL_AUTHENTICATION, 0, 16, saltLength);
            case AES_128_CM_SHA1_80 ->
                new SrtpPolicy(
                        SrtpPolicy.AESCM_ENCRYPTION, keyLength, SrtpPolicy.HMACSHA1_AUTHENTICATION, 20, 10, saltLength);
        };
        // Late packets are forwarded late, so what we send may be as far out of order as what we receive.
        policy.setSendReplayEnabled(false);
        return policy;
    }

    /// The best of those that a client offers.
    static Optional<SrtpProfile> best(int[] offered) {
        for (SrtpProfile profile : values()) {
            if (IntStream.of(offered).anyMatch(id -> id == profile.id)) {
                return Optional.of(profile);
            }
        }
        return Optional.empty();
    }
}
