package org.yizhan.media.rtp;

import java.nio.charset.StandardCharsets;

/// Writes compound RTCP packets into one array that it uses again and again. A part that does not fit is left
/// out; a caller that wants all of it looks at [#room()] first. Not thread-safe.
public final class RtcpWriter {

    /// Fits a packet of the path's common size with everything around it.
    public static final int CAPACITY = 1_200;

    /// What a report block takes.
    public static final int BLOCK = 24;

    /// Room behind the packet for authentication tags.
    private static final int TRAILER = 64;

    private final byte[] array = new byte[CAPACITY + TRAILER];
    private int length;

    public RtcpWriter clear() {
        length = 0;
        return this;
    }

    public byte[] array() {
        return array;
    }

    public int length() {
        return length;
    }

    public boolean isEmpty() {
        return length == 0;
    }

    /// Bytes that still fit.
    public int room() {
        return CAPACITY - length;
    }

    public RtcpWriter senderReport(SenderReport report) {
        int at = begin(0, 200, 28);
        if (at >= 0) {
            Bytes.put32(array, at + 4, report.ssrc());
            Bytes.put64(array, at + 8, report.ntp());
            Bytes.put32(array, at + 16, report.rtpTimestamp());
            Bytes.put32(array, at + 20, report.packets());
            Bytes.put32(array, at + 24, report.octets());
        }
        return this;
    }

    /// Begins a receiver report without blocks; [#reportBlock(ReportBlock)] right after it adds them, at most
    /// 31.
    public RtcpWriter receiverReport(long ssrc) {
        int at = begin(0, 201, 8);
        if (at >= 0) {
            report = at;
            Bytes.put32(array, at + 4, ssrc);
        }
        return this;
    }

    private int report;

    public RtcpWriter reportBlock(ReportBlock block) {
        int count = array[report] & 0x1F;
        if (room() < BLOCK || count == 31) {
            return this;
        }
        int at = length;
        Bytes.put32(array, at, block.ssrc());
        array[at + 4] = (byte) block.fractionLost();
        Bytes.put24(array, at + 5, block.lost());
        Bytes.put32(array, at + 8, block.highest());
        Bytes.put32(array, at + 12, block.jitter());
        Bytes.put32(array, at + 16, block.lastReport());
        Bytes.put32(array, at + 20, block.sinceReport());
        length += BLOCK;
        array[report] = (byte) (0x80 | count + 1);
        Bytes.put16(array, report + 2, (length - report) / 4 - 1);
        return this;
    }

    /// A source description with a canonical name of at most 64 ASCII characters.
    public RtcpWriter canonicalName(long ssrc, String name) {
        byte[] text = name.getBytes(StandardCharsets.US_ASCII);
        int size = 4 + (4 + 2 + text.length + 4) / 4 * 4;
        int at = begin(1, 202, size);
        if (at >= 0) {
            Bytes.put32(array, at + 4, ssrc);
            array[at + 8] = 1;
            array[at + 9] = (byte) text.length;
            System.arraycopy(text, 0, array, at + 10, text.length);
            for (int i = at + 10 + text.length; i < at + size; i++) {
                array[i] = 0;
            }
        }
        return this;
    }

    public RtcpWriter bye(long ssrc) {
        int at = begin(1, 203, 8);
        if (at >= 0) {
            Bytes.put32(array, at + 4, ssrc);
        }
        return this;
    }

    public RtcpWriter pictureLoss(long sender, long media) {
        feedback(1, 206, sender, media, 0);
        return this;
    }

    public RtcpWriter fullIntra(long sender, long media, int number) {
        int at = feedback(4, 206, sender, 0, 8);
        if (at >= 0) {
            Bytes.put32(array, at, media);
            Bytes.put32(array, at + 4, (long) (number & 0xFF) << 24);
        }
        return this;
    }

    /// Asks a sender for at most so many bits a second over all its streams (REMB,
    /// draft-alvestrand-rmcat-remb-03).
    public RtcpWriter estimatedMaximumBitrate(long sender, long media, long bitsPerSecond) {
        int at = feedback(15, 206, sender, 0, 12);
        if (at >= 0) {
            int exponent = Math.max(0, 64 - Long.numberOfLeadingZeros(bitsPerSecond) - 18);
            Bytes.put32(array, at, 0x52454D42L);
            array[at + 4] = 1;
            Bytes.put24(array, at + 5, (int) (exponent << 18 | bitsPerSecond >> exponent));
            Bytes.put32(array, at + 8, media);
        }
        return this;
    }

    /// Asks for lost packets. `lost` holds sequence numbers in ascending order (modulo wrap-around), `count` of
    /// them.
    public RtcpWriter nack(long sender, long media, int[] lost, int count) {
        int items = 0;
        for (int i = 0; i < count; items++) {
            int first = lost[i++];
            while (i < count && between(first, lost[i])) {
                i++;
            }
        }
        int at = items == 0 ? -1 : feedback(1, 205, sender, media, 4 * items);
        for (int i = 0; at >= 0 && i < count; at += 4) {
            int first = lost[i++];
            int mask = 0;
            while (i < count && between(first, lost[i])) {
                mask |= 1 << ((lost[i++] - first & 0xFFFF) - 1);
            }
            Bytes.put16(array, at, first);
            Bytes.put16(array, at + 2, mask);
        }
        return this;
    }

    private static boolean between(int first, int next) {
        int distance = next - first & 0xFFFF;
        return distance >= 1 && distance <= 16;
    }

    /// A transport-wide feedback packet's frame; returns where its `size` bytes of content go, or -1 when it
    /// does not fit.
    int feedback(int format, int type, long sender, long media, int size) {
        int at = begin(format, type, 12 + size);
        if (at < 0) {
            return -1;
        }
        Bytes.put32(array, at + 4, sender);
        Bytes.put32(array, at + 8, media);
        return at + 12;
    }

    private int begin(int count, int type, int size) {
        if (size > room()) {
            return -1;
        }
        int at = length;
        array[at] = (byte) (0x80 | count);
        array[at + 1] = (byte) type;
        Bytes.put16(array, at + 2, size / 4 - 1);
        length += size;
        return at;
    }
}
