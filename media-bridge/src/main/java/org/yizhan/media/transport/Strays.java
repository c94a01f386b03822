package org.yizhan.media.transport;

import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.yizhan.media.rtp.Bytes;
import org.yizhan.media.rtp.RtcpReader;

/// Finds the member whose packets come from an address nobody has proven: its device or its router got another one, and
/// its browser will not check the path anew for seconds. Whoever holds the keys is asked there, by a connectivity check
/// of ours, whether it still consents (RFC 7675); its signed answer moves the path. On the media loop.
final class Strays {

    /// Streams that members are known by; each sends four at most, with retransmissions twice as many.
    static final int MAX_STREAMS = 16_384;

    private static final int RTP_HEADER = 12;

    private final IntObjectMap<Transport> speakers = new IntObjectHashMap<>();
    private final Map<Long, Transport> asked = new HashMap<>();

    /// An authentic RTP packet of this member's.
    void speaks(byte[] packet, Transport transport) {
        int ssrc = (int) Bytes.u32(packet, 8);
        if (speakers.get(ssrc) == null && speakers.size() < MAX_STREAMS) {
            speakers.put(ssrc, transport);
        }
    }

    /// A packet that is neither STUN nor from an address that is known. Only RTP has an SSRC of one member's: that
    /// of RTCP is the same in all browsers that send nothing.
    ///
    /// @return whether it is a member's
    boolean stray(Carrier carrier, InetSocketAddress remote, byte[] array, int length, long nowNanos) {
        if (length < RTP_HEADER || (array[0] & 0xC0) != 0x80 || RtcpReader.isRtcp(array, 0, length)) {
            return false;
        }
        Transport owner = speakers.get((int) Bytes.u32(array, 8));
        return owner != null && owner.strayed(carrier, remote, array, length, nowNanos);
    }

    /// A check with this transaction is on its way.
    void ask(byte[] transaction, Transport transport) {
        asked.put(Bytes.u64(transaction, 0), transport);
    }

    /// It is not waited for any more.
    void giveUp(byte[] transaction) {
        asked.remove(Bytes.u64(transaction, 0));
    }

    /// @return whether it answers a check of ours
    boolean answered(Carrier carrier, InetSocketAddress remote, StunMessage answer, byte[] array) {
        Transport transport = asked.get(Bytes.u64(answer.transaction(), 0));
        return transport != null && transport.answered(carrier, remote, answer, array);
    }

    void forget(Transport transport) {
        List<Integer> theirs = new ArrayList<>();
        for (IntObjectMap.PrimitiveEntry<Transport> entry : speakers.entries()) {
            if (entry.value() == transport) {
                theirs.add(entry.key());
            }
        }
        theirs.forEach(speakers::remove);
        asked.values().removeIf(transport::equals);
    }
}
