package org.yizhan.media.transport;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.yizhan.media.rtp.Bytes;
import org.yizhan.media.rtp.RtcpReader;

/// Finds the member whose packets come from an address nobody has proven: its device or its router got another one, and
/// its browser will not check the path anew for seconds. Whoever holds the keys is asked there, by a connectivity check
/// of ours, whether it still consents (RFC 7675); its signed answer moves the path. Thread-safe.
final class Strays {

    /// Streams that members are known by; each sends four at most, with retransmissions twice as many.
    static final int MAX_STREAMS = 16_384;

    private static final int RTP_HEADER = 12;

    private final Map<Integer, Transport> speakers = new ConcurrentHashMap<>();
    private final Map<Long, Transport> asked = new ConcurrentHashMap<>();

    /// An authentic RTP packet of this member's had this SSRC.
    ///
    /// @return whether the member is known by it now
    boolean speaks(int ssrc, Transport transport) {
        return speakers.size() < MAX_STREAMS && speakers.putIfAbsent(ssrc, transport) == null;
    }

    /// It does not speak any more.
    void forget(int ssrc, Transport transport) {
        speakers.remove(ssrc, transport);
    }

    /// Who is known by the SSRC of a packet that is neither STUN nor from an address that is known. Only RTP has an
    /// SSRC of one member's: that of RTCP is the same in all browsers that send nothing.
    @Nullable
    Transport speaker(byte[] array, int length) {
        if (length < RTP_HEADER || (array[0] & 0xC0) != 0x80 || RtcpReader.isRtcp(array, 0, length)) {
            return null;
        }
        return speakers.get((int) Bytes.u32(array, 8));
    }

    /// A check with this transaction is on its way.
    void ask(byte[] transaction, Transport transport) {
        asked.put(Bytes.u64(transaction, 0), transport);
    }

    /// It is not waited for any more.
    void giveUp(byte[] transaction) {
        asked.remove(Bytes.u64(transaction, 0));
    }

    /// Who sent the check that this answers, if it was one of us.
    @Nullable
    Transport asker(StunMessage answer) {
        return asked.get(Bytes.u64(answer.transaction(), 0));
    }
}
