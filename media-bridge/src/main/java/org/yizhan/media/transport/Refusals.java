package org.yizhan.media.transport;

import java.util.concurrent.atomic.LongAdder;

/// Counts what was not let in, by reason. Strangers' packets leave no other trace: they are not logged and not
/// answered.
public final class Refusals {

    /// Why a packet was not let in.
    public enum Reason {
        /// Neither STUN, DTLS, RTP nor RTCP, or too long or short to be.
        UNKNOWN_PACKET,
        /// STUN that cannot be read, or without a right fingerprint.
        MALFORMED_STUN,
        /// STUN for nobody here.
        UNKNOWN_USERNAME,
        /// STUN that is not signed with the password.
        BAD_INTEGRITY,
        /// STUN that was sent before, from another address.
        REPEATED,
        /// Anything but STUN from an address that never proved itself with STUN.
        UNKNOWN_ADDRESS,
        /// A member came from more addresses than one ever needs.
        TOO_MANY_ADDRESSES,
        /// More TCP connections than allowed, or too many whose owner is not known.
        TOO_MANY_CONNECTIONS,
        /// The event loop that it belongs to has more waiting than it can take.
        LOOP_BEHIND,
        /// More handshakes at once than allowed, or more records than one needs.
        HANDSHAKE_OVERLOAD,
        /// A handshake that failed: wrong fingerprint, no common profile, broken records, time.
        HANDSHAKE_FAILED,
        /// SRTP or SRTCP before there are keys.
        NO_KEYS,
        /// SRTP or SRTCP that does not decrypt, or came before.
        NOT_AUTHENTIC,
        /// More streams than a member ever has.
        TOO_MANY_STREAMS,
        /// Decrypted, but no RTP or RTCP packet.
        MALFORMED_MEDIA,
        /// RTP of a stream that the offer and the header extensions do not name.
        UNKNOWN_STREAM,
        /// Not a packet: a picture that a receiver was to be shown, in a codec that its offer lacks.
        CODEC_LACKED
    }

    private final LongAdder[] counts = new LongAdder[Reason.values().length];

    public Refusals() {
        for (int i = 0; i < counts.length; i++) {
            counts[i] = new LongAdder();
        }
    }

    public void count(Reason reason) {
        counts[reason.ordinal()].increment();
    }

    public long of(Reason reason) {
        return counts[reason.ordinal()].sum();
    }
}
