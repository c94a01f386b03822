package org.yizhan.media.capture;

import java.util.Arrays;
import org.yizhan.media.rtp.Bytes;
import org.yizhan.media.rtp.RtpPacket;

/// What of a packet is a header and may be kept. Everything here errs on the side of less. Not thread-safe.
final class Headers {

    /// RTP with fifteen sources and the longest extensions that browsers send; of what is longer the fixed
    /// header is
    /// kept.
    static final int MOST = 256;

    /// The longest RTCP packet that is kept whole.
    static final int MOST_CONTROL = 1_500;

    /// Reports and feedback: numbers only (RFC 3550 §6.4, RFC 4585 §6). Descriptions, goodbyes with reasons
    /// and what an
    /// application says are blanked.
    private static final int SENDER_REPORT = 200;

    private static final int RECEIVER_REPORT = 201;
    private static final int TRANSPORT_FEEDBACK = 205;
    private static final int PAYLOAD_FEEDBACK = 206;

    private static final int RTCP_HEADER = 4;

    /// Type, length, cookie and transaction (RFC 8489 §5). The attributes behind them name the user and
    /// addresses.
    private static final int STUN_HEADER = 20;

    private final RtpPacket view = new RtpPacket();

    /// How much of an RTP packet is header and extensions (RFC 3550 §5.1, §5.3.1).
    int ofRtp(byte[] array, int offset, int length) {
        int header = view.wrap(array, offset, length) ? view.payloadOffset() - offset : 0;
        return header > 0 && header <= MOST ? header : Math.min(length, RtpPacket.FIXED_HEADER);
    }

    int ofStun(int length) {
        return Math.min(length, STUN_HEADER);
    }

    /// Copies a compound RTCP packet with only reports and feedback readable in it.
    ///
    /// @return a copy of the packets that are well formed
    byte[] ofRtcp(byte[] array, int offset, int length) {
        byte[] kept = Arrays.copyOfRange(array, offset, offset + length);
        int at = 0;
        while (length - at >= RTCP_HEADER && (kept[at] & 0xC0) == 0x80) {
            int end = at + 4 * (Bytes.u16(kept, at + 2) + 1);
            if (end > length) {
                break;
            }
            int type = kept[at + 1] & 0xFF;
            boolean numbers = type == SENDER_REPORT
                    || type == RECEIVER_REPORT
                    || type == TRANSPORT_FEEDBACK
                    || type == PAYLOAD_FEEDBACK;
            if (!numbers) {
                Arrays.fill(kept, at + RTCP_HEADER, end, (byte) 0);
            }
            at = end;
        }
        return Arrays.copyOf(kept, at);
    }
}
