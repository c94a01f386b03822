package org.yizhan.load;

import java.nio.ByteBuffer;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntSupplier;

/// One source of a member: packets at their times, well-formed enough that every server and recorder takes them for
/// real ones, each with the time of its sending at its end.
abstract class Source {

    /// Bytes at a packet's end that say when it was sent.
    static final int STAMP = 8;

    private static final int MAX_PACKET = 1_500;

    private final byte[] packet = new byte[MAX_PACKET];
    private final ByteBuffer view = ByteBuffer.wrap(packet);
    private final int payloadType;
    private final int mid;
    private final int copies;
    private int sequence = ThreadLocalRandom.current().nextInt(0x7FFF);
    private int packets;
    private int octets;
    private int lastTimestamp;
    private long lastNanos;
    private long reportNanos;

    final Connection connection;
    final int ssrc;

    /// When the next packet is to be sent.
    long nextNanos;

    /// @param mid    of its media section
    /// @param copies how many receive it
    Source(Connection connection, int ssrc, int payloadType, int mid, int copies, long beginNanos) {
        this.connection = connection;
        this.ssrc = ssrc;
        this.payloadType = payloadType;
        this.mid = mid;
        this.copies = copies;
        this.nextNanos = beginNanos;
    }

    static long stamp(byte[] array, int length) {
        return (long) Srtp.number(array, length - 8) << 32 | Srtp.number(array, length - 4) & 0xFFFF_FFFFL;
    }

    /// Sending was paused; what fell into the pause is not made up for.
    void resume(long now) {
        long behind = now - nextNanos;
        if (behind > 0) {
            shift(behind);
        }
    }

    /// Moves the schedule.
    void shift(long nanos) {
        nextNanos += nanos;
    }

    /// Sends what is due. Reports follow every second.
    void send(long now) {
        while (nextNanos <= now) {
            next();
        }
        if (now - reportNanos > 1_000_000_000L && packets > 0) {
            report(now);
        }
    }

    /// Sends one packet and moves [#nextNanos] on.
    abstract void next();

    /// Writes an RTP packet but for its payload's end, and sends it.
    ///
    /// @param head the payload's first bytes
    void packet(boolean marker, int timestamp, byte[] head, int payload) {
        int at = 12;
        packet[0] = (byte) 0x90;
        packet[1] = (byte) ((marker ? 0x80 : 0) | payloadType);
        view.putShort(2, (short) sequence++).putInt(4, timestamp).putInt(8, ssrc);
        view.putShort(at, (short) 0xBEDE).putShort(at + 2, (short) 2);
        packet[at + 4] = (byte) (Connection.COUNTER << 4 | 1);
        view.putShort(at + 5, (short) connection.nextCounter());
        packet[at + 7] = (byte) (Connection.MID << 4);
        packet[at + 8] = (byte) ('0' + mid);
        packet[at + 9] = (byte) (Connection.LEVEL << 4);
        packet[at + 10] = 30;
        packet[at + 11] = 0;
        at += 12;
        System.arraycopy(head, 0, packet, at, head.length);
        int length = at + payload;
        lastNanos = System.nanoTime();
        lastTimestamp = timestamp;
        view.putLong(length - STAMP, lastNanos);
        packets++;
        octets += payload;
        connection.tally().sent(lastNanos, copies);
        connection.send(packet, length, false);
    }

    private void report(long now) {
        reportNanos = now;
        long wall = System.currentTimeMillis();
        view.putInt(0, 0x80C8_0006).putInt(4, ssrc);
        view.putInt(8, (int) (wall / 1_000 + 2_208_988_800L)).putInt(12, (int) ((wall % 1_000 << 32) / 1_000));
        int rate = payloadType == Connection.OPUS ? 48 : 90;
        view.putInt(16, lastTimestamp + (int) ((now - lastNanos) * rate / 1_000_000));
        view.putInt(20, packets).putInt(24, octets);
        view.putInt(28, 0x81CA_0002)
                .putInt(32, ssrc)
                .put(36, (byte) 1)
                .put(37, (byte) 1)
                .put(38, (byte) 'l');
        view.put(39, (byte) 0);
        connection.send(packet, 40, true);
    }

    /// Opus: 50 packets a second of about 32 kb/s.
    static final class Sound extends Source {

        private static final long PERIOD_NANOS = 20_000_000;
        private static final byte[] HEAD = {(byte) 0x78, 1, 2, 3};

        private int timestamp;

        Sound(Connection connection, int mid, int copies, long beginNanos) {
            super(connection, connection.audio, Connection.OPUS, mid, copies, beginNanos);
        }

        @Override
        void next() {
            packet(false, timestamp, HEAD, 80);
            timestamp += 960;
            nextNanos += PERIOD_NANOS;
        }
    }

    /// VP8: 30 frames a second, a key frame when it is asked for.
    static final class Picture extends Source {

        private static final long FRAME_NANOS = 1_000_000_000L / 30;

        private final int packetsPerFrame;
        private final long paceNanos;
        private final IntSupplier sizes;
        private int index;
        private int frame;
        private boolean keyframe = true;
        private long frameNanos;

        /// @param paced which part of the time between frames a frame's packets are spread over
        Picture(
                Connection connection,
                int mid,
                int copies,
                long beginNanos,
                int packetsPerFrame,
                double paced,
                IntSupplier sizes) {
            super(connection, connection.video, Connection.VP8, mid, copies, beginNanos);
            this.packetsPerFrame = packetsPerFrame;
            this.paceNanos = (long) (FRAME_NANOS * paced / packetsPerFrame);
            this.sizes = sizes;
            this.frameNanos = beginNanos;
        }

        @Override
        void shift(long nanos) {
            super.shift(nanos);
            frameNanos += nanos;
        }

        @Override
        void next() {
            if (index == 0) {
                keyframe = frame == 0 || connection.takeKeyframeWanted();
            }
            byte start = (byte) (index == 0 ? 0x90 : 0x80);
            byte high = (byte) (0x80 | frame >> 8 & 0x7F);
            byte[] head = keyframe && index == 0
                    ? new byte[] {
                        start,
                        (byte) 0x80,
                        high,
                        (byte) frame,
                        0x10,
                        2,
                        0,
                        (byte) 0x9D,
                        1,
                        0x2A,
                        0x00,
                        5,
                        (byte) 0xD0,
                        2
                    }
                    : new byte[] {start, (byte) 0x80, high, (byte) frame, 0x11, 2, 0, 0};
            packet(++index == packetsPerFrame, frame * 3_000, head, sizes.getAsInt());
            if (index == packetsPerFrame) {
                index = 0;
                frame++;
                frameNanos += FRAME_NANOS;
                nextNanos = frameNanos;
            } else {
                nextNanos += paceNanos;
            }
        }
    }
}
