package org.yizhan.media.rtp;

/// What a receiver says about one stream it receives (RFC 3550 §6.4.1).
///
/// @param ssrc         whose stream
/// @param fractionLost of 256, since the last report
/// @param lost         in all; may be negative when packets came twice
/// @param highest      extended highest sequence number, unsigned 32 bits
/// @param jitter       in ticks of the RTP clock
/// @param lastReport   middle 32 bits of the NTP time of the last sender report heard; 0 for none
/// @param sinceReport  how long ago that was, in 1/65536 s
public record ReportBlock(
        long ssrc, int fractionLost, int lost, long highest, long jitter, long lastReport, long sinceReport) {}
