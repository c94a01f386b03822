package org.yizhan.media.rtp;

/// Reads compound RTCP packets (RFC 3550 §6, RFC 4585, RFC 5104), reduced-size ones (RFC 5506) too. Packet
/// types that are not known are stepped over.
public final class RtcpReader {

    /// A NACK packet may name this many lost packets; what is above it is ignored, a sane receiver asks again.
    static final int MAX_NACKS = 512;

    private static final int SENDER_REPORT = 200;
    private static final int RECEIVER_REPORT = 201;
    private static final int BYE = 203;
    private static final int TRANSPORT_LAYER = 205;
    private static final int PAYLOAD_SPECIFIC = 206;
    private static final int BLOCK = 24;

    private RtcpReader() {}

    /// Whether a packet on a multiplexed port is RTCP rather than RTP (RFC 5761 §4).
    public static boolean isRtcp(byte[] array, int offset, int length) {
        return length >= 2 && (array[offset + 1] & 0xFF) >= 192 && (array[offset + 1] & 0xFF) <= 223;
    }

    /// @return false when the packet is malformed; what stood before the fault was told all the same
    public static boolean read(byte[] array, int offset, int length, RtcpListener listener) {
        int at = offset;
        int end = offset + length;
        while (at < end) {
            if (end - at < 4 || (array[at] & 0xC0) != 0x80) {
                return false;
            }
            int size = 4 * (Bytes.u16(array, at + 2) + 1);
            if (size > end - at) {
                return false;
            }
            int padding = (array[at] & 0x20) == 0 ? 0 : array[at + size - 1] & 0xFF;
            if (padding > size - 4 || !one(array, at, size - padding, listener)) {
                return false;
            }
            at += size;
        }
        return length > 0;
    }

    private static boolean one(byte[] array, int at, int size, RtcpListener listener) {
        int count = array[at] & 0x1F;
        return switch (array[at + 1] & 0xFF) {
            case SENDER_REPORT -> senderReport(array, at, size, count, listener);
            case RECEIVER_REPORT ->
                size >= 8 && blocks(array, at + 8, at + size, Bytes.u32(array, at + 4), count, listener);
            case BYE -> bye(array, at, size, count, listener);
            case TRANSPORT_LAYER -> size >= 12 && transportLayer(array, at, size, count, listener);
            case PAYLOAD_SPECIFIC -> size >= 12 && payloadSpecific(array, at, size, count, listener);
            default -> true;
        };
    }

    private static boolean senderReport(byte[] array, int at, int size, int count, RtcpListener listener) {
        if (size < 28) {
            return false;
        }
        long ssrc = Bytes.u32(array, at + 4);
        listener.senderReport(new SenderReport(
                ssrc,
                Bytes.u64(array, at + 8),
                Bytes.u32(array, at + 16),
                Bytes.u32(array, at + 20),
                Bytes.u32(array, at + 24)));
        return blocks(array, at + 28, at + size, ssrc, count, listener);
    }

    private static boolean blocks(byte[] array, int from, int end, long reporter, int count, RtcpListener listener) {
        if (from + count * BLOCK > end) {
            return false;
        }
        for (int at = from; at < from + count * BLOCK; at += BLOCK) {
            listener.reportBlock(
                    reporter,
                    new ReportBlock(
                            Bytes.u32(array, at),
                            array[at + 4] & 0xFF,
                            Bytes.u24(array, at + 5) << 8 >> 8,
                            Bytes.u32(array, at + 8),
                            Bytes.u32(array, at + 12),
                            Bytes.u32(array, at + 16),
                            Bytes.u32(array, at + 20)));
        }
        return true;
    }

    private static boolean bye(byte[] array, int at, int size, int count, RtcpListener listener) {
        if (size < 4 + 4 * count) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            listener.bye(Bytes.u32(array, at + 4 + 4 * i));
        }
        return true;
    }

    private static boolean transportLayer(byte[] array, int at, int size, int format, RtcpListener listener) {
        long media = Bytes.u32(array, at + 8);
        if (format == 15) {
            listener.transportFeedback(array, at, size);
        } else if (format == 1) {
            int told = 0;
            for (int item = at + 12; item + 4 <= at + size && told < MAX_NACKS; item += 4) {
                int first = Bytes.u16(array, item);
                int mask = Bytes.u16(array, item + 2);
                listener.nack(media, first);
                told++;
                for (int bit = 0; bit < 16; bit++) {
                    if ((mask >> bit & 1) != 0) {
                        listener.nack(media, first + bit + 1 & 0xFFFF);
                        told++;
                    }
                }
            }
        }
        return true;
    }

    private static boolean payloadSpecific(byte[] array, int at, int size, int format, RtcpListener listener) {
        switch (format) {
            case 1 -> listener.pictureLoss(Bytes.u32(array, at + 8));
            case 4 -> {
                for (int item = at + 12; item + 8 <= at + size; item += 8) {
                    listener.fullIntra(Bytes.u32(array, item), array[item + 4] & 0xFF);
                }
            }
            case 15 -> {
                if (size >= 20 && Bytes.u32(array, at + 12) == 0x52454D42L) {
                    int exponent = (array[at + 17] & 0xFF) >> 2;
                    long mantissa = Bytes.u24(array, at + 17) & 0x3FFFF;
                    listener.estimatedMaximumBitrate(exponent > 40 ? Long.MAX_VALUE : mantissa << exponent);
                }
            }
            default -> {}
        }
        return true;
    }
}
