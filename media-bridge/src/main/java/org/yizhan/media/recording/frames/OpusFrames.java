package org.yizhan.media.recording.frames;

/// Opus needs no assembling: each packet is one frame (RFC 7587).
public final class OpusFrames implements Frames {

    /// 20 ms of digital silence in Opus' full-band mode: what fills a hole, so that a decoder that only counts
    /// samples keeps the time.
    private static final byte[] SILENCE = {(byte) 0xf8, (byte) 0xff, (byte) 0xfe};

    /// How long [#silence()] lasts.
    public static final int SILENCE_MICROS = 20_000;

    private final Output output;
    private boolean lossBefore;

    public OpusFrames(Output output) {
        this.output = output;
    }

    public static byte[] silence() {
        return SILENCE.clone();
    }

    @Override
    public int clockRate() {
        return 48_000;
    }

    @Override
    public void restart() {
        lossBefore = false;
    }

    @Override
    public void packet(SourcePacket packet, boolean lost) {
        lossBefore |= lost;
        if (durationMicros(packet.payload()) == 0) {
            return;
        }
        output.frame(new Frame(
                packet.timestamp(),
                true,
                PictureSize.NONE,
                Frame.NO_SETUP,
                lossBefore,
                packet.payload(),
                packet.arrivalNanos()));
        lossBefore = false;
    }

    /// How long the sound in a packet lasts, from its table of contents (RFC 6716 §3.1); 0 when it is not valid.
    public static int durationMicros(byte[] packet) {
        if (packet.length == 0) {
            return 0;
        }
        int config = (packet[0] & 0xff) >> 3;
        int count = switch (packet[0] & 3) {
            case 0 -> 1;
            case 1, 2 -> 2;
            default -> packet.length > 1 ? packet[1] & 0x3f : 0;
        };
        int micros = count * frameMicros(config);
        return micros <= 120_000 ? micros : 0;
    }

    private static int frameMicros(int config) {
        if (config < 12) {
            // SILK: 10, 20, 40, 60 ms
            int[] silk = {10_000, 20_000, 40_000, 60_000};
            return silk[config & 3];
        }
        // Hybrid: 10, 20 ms; CELT: 2.5, 5, 10, 20 ms
        return config < 16 ? 10_000 << (config & 1) : 2_500 << (config & 3);
    }
}
