package org.yizhan.media.recording.frames;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The parameter sets of an H.264 stream as they come in it, and the record of them that a file begins with
/// (`AVCDecoderConfigurationRecord`, ISO/IEC 14496-15 §5.3.3).
final class H264Parameters {

    /// A camera has one of each; some encoders have one picture parameter set for each kind of picture.
    private static final int MAX_SETS = 16;

    /// Far more than any takes; the record's own bound is 65,535.
    private static final int MAX_SET = 4 << 10;

    private final List<byte[]> sequences = new ArrayList<>();
    private final List<byte[]> pictures = new ArrayList<>();
    private @Nullable H264Sequence first;
    private boolean anew;

    /// Sets that come from now on take the place of those before.
    void pictureBegins() {
        anew = true;
    }

    /// @return false: none that can be read, or too many
    boolean sequence(byte[] set) {
        H264Sequence read = H264Sequence.read(set);
        if (read == null) {
            return false;
        }
        if (anew) {
            anew = false;
            sequences.clear();
            pictures.clear();
            first = null;
        }
        if (first == null) {
            first = read;
        }
        return add(sequences, set);
    }

    /// @return false: too many
    boolean picture(byte[] set) {
        return add(pictures, set);
    }

    private static boolean add(List<byte[]> sets, byte[] set) {
        if (sets.stream().anyMatch(known -> Arrays.equals(known, set))) {
            return true;
        }
        return set.length <= MAX_SET && sets.size() < MAX_SETS && sets.add(set);
    }

    boolean areKnown() {
        return first != null && !pictures.isEmpty();
    }

    PictureSize size() {
        return first == null ? PictureSize.NONE : first.size();
    }

    byte[] setup() {
        H264Sequence sequence = first;
        if (sequence == null) {
            return Frame.NO_SETUP;
        }
        byte[] set = sequences.getFirst();
        ByteArrayOutputStream out = new ByteArrayOutputStream(128);
        // Version; profile, its constraints and level as the set has them; lengths of four bytes.
        out.writeBytes(new byte[] {1, set[1], set[2], set[3], (byte) 0xFF});
        write(out, 0xE0, sequences);
        write(out, 0, pictures);
        if (sequence.isHigh()) {
            out.write(0xFC | sequence.chromaFormat());
            out.write(0xF8 | sequence.lumaDepth() - 8);
            out.write(0xF8 | sequence.chromaDepth() - 8);
            out.write(0);
        }
        return out.toByteArray();
    }

    private static void write(ByteArrayOutputStream out, int reserved, List<byte[]> sets) {
        out.write(reserved | sets.size());
        for (byte[] set : sets) {
            out.write(set.length >> 8);
            out.write(set.length);
            out.writeBytes(set);
        }
    }
}
