package org.yizhan.media.rtp;

/// What a sender says about its clock (RFC 3550 §6.4.1).
///
/// @param ssrc         whose report it is
/// @param ntp          the sender's wall clock as a 64-bit NTP time: seconds since 1900 in the upper 32 bits,
///                     fraction below
/// @param rtpTimestamp the same moment on the stream's RTP clock, unsigned 32 bits
/// @param packets      sent so far, unsigned 32 bits
/// @param octets       of payload sent so far, unsigned 32 bits
public record SenderReport(long ssrc, long ntp, long rtpTimestamp, long packets, long octets) {

    private static final long SECONDS_1900_TO_1970 = 2_208_988_800L;

    /// The sender's wall clock in nanoseconds since 1970. Only differences between reports of one sender mean
    /// much.
    public long ntpNanos() {
        long seconds = (ntp >>> 32) - SECONDS_1900_TO_1970;
        long nanos = ((ntp & 0xFFFF_FFFFL) * 1_000_000_000L) >>> 32;
        return seconds * 1_000_000_000L + nanos;
    }
}
