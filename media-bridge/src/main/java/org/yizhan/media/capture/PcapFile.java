package org.yizhan.media.capture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.yizhan.media.rtp.Bytes;

/// A capture file in pcap's first format (draft-ietf-opsawg-pcap), in memory, of UDP over IPv4
/// (`LINKTYPE_RAW`): times
/// in
/// microseconds, most significant byte first. Grows in pieces up to a bound. Not thread-safe.
final class PcapFile {

    static final int FILE_HEADER = 24;
    static final int RECORD_HEADER = 16;

    /// IPv4 without options, and UDP.
    static final int ADDRESSES = 28;

    private static final int MAGIC = 0xA1B2_C3D4;
    private static final int LINKTYPE_RAW = 101;
    private static final int UDP = 17;

    /// What is handed out at once, and taken at once from the memory.
    static final int PIECE = 64 << 10;

    private final long maxBytes;
    private final List<byte[]> pieces = new ArrayList<>();
    private long length;
    private long packets;

    /// @param snap no packet's kept part is longer
    PcapFile(long maxBytes, int snap) {
        this.maxBytes = maxBytes;
        byte[] head = new byte[FILE_HEADER];
        Bytes.put32(head, 0, MAGIC);
        Bytes.put16(head, 4, 2);
        Bytes.put16(head, 6, 4);
        Bytes.put32(head, 16, ADDRESSES + snap);
        Bytes.put32(head, 20, LINKTYPE_RAW);
        append(head, 0, head.length);
    }

    /// @param from     IPv4 address
    /// @param array    the kept part
    /// @param original how long the packet was
    /// @return whether it still fitted
    boolean add(
            long micros, int from, int fromPort, int to, int toPort, byte[] array, int offset, int kept, int original) {
        if (length + RECORD_HEADER + ADDRESSES + kept > maxBytes) {
            return false;
        }
        byte[] head = new byte[RECORD_HEADER + ADDRESSES];
        Bytes.put32(head, 0, micros / 1_000_000);
        Bytes.put32(head, 4, micros % 1_000_000);
        Bytes.put32(head, 8, ADDRESSES + kept);
        Bytes.put32(head, 12, ADDRESSES + original);
        int ip = RECORD_HEADER;
        head[ip] = 0x45;
        Bytes.put16(head, ip + 2, ADDRESSES + original);
        head[ip + 6] = 0x40;
        head[ip + 8] = 64;
        head[ip + 9] = UDP;
        Bytes.put32(head, ip + 12, from);
        Bytes.put32(head, ip + 16, to);
        Bytes.put16(head, ip + 10, checksum(head, ip));
        int udp = ip + 20;
        Bytes.put16(head, udp, fromPort);
        Bytes.put16(head, udp + 2, toPort);
        Bytes.put16(head, udp + 4, 8 + original);
        // A checksum of 0 is none (RFC 768); the real one would be about bytes that are not here.
        append(head, 0, head.length);
        append(array, offset, kept);
        packets++;
        return true;
    }

    /// Of the IPv4 header (RFC 1071).
    private static int checksum(byte[] array, int at) {
        int sum = 0;
        for (int i = 0; i < 20; i += 2) {
            sum += Bytes.u16(array, at + i);
        }
        sum = (sum & 0xFFFF) + (sum >>> 16);
        return ~(sum + (sum >>> 16)) & 0xFFFF;
    }

    private void append(byte[] from, int offset, int size) {
        int done = 0;
        while (done < size) {
            int at = (int) (length % PIECE);
            if (at == 0) {
                pieces.add(new byte[PIECE]);
            }
            int now = Math.min(size - done, PIECE - at);
            System.arraycopy(from, offset + done, pieces.getLast(), at, now);
            length += now;
            done += now;
        }
    }

    long length() {
        return length;
    }

    long packets() {
        return packets;
    }

    /// A piece of the file.
    ///
    /// @param n from 0
    /// @return nothing behind the end
    byte[] piece(int n) {
        if (n < 0 || n >= pieces.size()) {
            return new byte[0];
        }
        return Arrays.copyOf(pieces.get(n), (int) Math.min(PIECE, length - (long) n * PIECE));
    }
}
