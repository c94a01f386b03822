package org.yizhan.media.recording;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.yizhan.media.recording.TestPictures.Cutting;

/// H.264 as RFC 6184 cuts it: what is small and no slice in one STAP-A, slices alone or in pieces (FU-A).
final class H264Packets implements Cutting {

    private static final int DELIMITER = 9;

    @Override
    public List<byte[]> pictures(byte[] stream) {
        List<byte[]> pictures = new ArrayList<>();
        ByteArrayOutputStream picture = new ByteArrayOutputStream();
        for (byte[] unit : units(stream)) {
            if (type(unit) == DELIMITER) {
                if (picture.size() > 0) {
                    pictures.add(picture.toByteArray());
                }
                picture.reset();
            } else {
                picture.writeBytes(new byte[] {0, 0, 1});
                picture.writeBytes(unit);
            }
        }
        pictures.add(picture.toByteArray());
        return pictures;
    }

    @Override
    public List<byte[]> payloads(byte[] picture, int n) {
        List<byte[]> payloads = new ArrayList<>();
        List<byte[]> small = new ArrayList<>();
        for (byte[] unit : units(picture)) {
            if (type(unit) > 5) {
                small.add(unit);
            } else {
                flush(small, payloads);
                slice(unit, payloads);
            }
        }
        flush(small, payloads);
        return payloads;
    }

    private static void flush(List<byte[]> small, List<byte[]> payloads) {
        if (small.size() == 1) {
            payloads.add(small.getFirst());
        } else if (!small.isEmpty()) {
            ByteArrayOutputStream several = new ByteArrayOutputStream();
            several.write(0x60 | 24);
            for (byte[] unit : small) {
                several.write(unit.length >> 8);
                several.write(unit.length);
                several.writeBytes(unit);
            }
            payloads.add(several.toByteArray());
        }
        small.clear();
    }

    private static void slice(byte[] unit, List<byte[]> payloads) {
        if (unit.length <= TestPictures.MAX_PAYLOAD) {
            payloads.add(unit);
            return;
        }
        for (int at = 1; at < unit.length; at += TestPictures.MAX_PAYLOAD) {
            int end = Math.min(unit.length, at + TestPictures.MAX_PAYLOAD);
            byte[] piece = new byte[2 + end - at];
            piece[0] = (byte) (unit[0] & 0x60 | 28);
            piece[1] = (byte) ((at == 1 ? 0x80 : 0) | (end == unit.length ? 0x40 : 0) | type(unit));
            System.arraycopy(unit, at, piece, 2, end - at);
            payloads.add(piece);
        }
    }

    private static int type(byte[] unit) {
        return unit[0] & 0x1F;
    }

    /// What lies between start codes.
    private static List<byte[]> units(byte[] stream) {
        List<byte[]> units = new ArrayList<>();
        int from = -1;
        for (int i = 0; i + 2 < stream.length; i++) {
            if (stream[i] == 0 && stream[i + 1] == 0 && stream[i + 2] == 1) {
                if (from >= 0) {
                    units.add(trimmed(stream, from, i));
                }
                from = i + 3;
            }
        }
        units.add(trimmed(stream, from, stream.length));
        return units;
    }

    /// Without zeroes at its end, which belong to the next start code.
    private static byte[] trimmed(byte[] stream, int from, int to) {
        int end = to;
        while (end > from && stream[end - 1] == 0) {
            end--;
        }
        return Arrays.copyOfRange(stream, from, end);
    }
}
