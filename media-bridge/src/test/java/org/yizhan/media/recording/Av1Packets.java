package org.yizhan.media.recording;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.yizhan.media.recording.TestPictures.Cutting;

/// AV1 as its payload format cuts it: OBUs without their sizes, as many in a packet as fit, the last one going on in
/// the next. Every other picture says how many there are instead of how long the last one is.
final class Av1Packets implements Cutting {

    private static final int SEQUENCE_HEADER = 1;
    private static final int DELIMITER = 2;

    @Override
    public List<byte[]> payloads(byte[] picture, int n) {
        List<byte[]> payloads = new ArrayList<>();
        List<byte[]> elements = new ArrayList<>();
        List<byte[]> units = units(picture);
        boolean key = (units.getFirst()[0] >> 3 & 15) == SEQUENCE_HEADER;
        boolean continues = false;
        int room = TestPictures.MAX_PAYLOAD;
        for (byte[] unit : units) {
            int at = 0;
            while (at < unit.length) {
                int length = Math.min(room, unit.length - at);
                elements.add(Arrays.copyOfRange(unit, at, at + length));
                at += length;
                room -= length + 2;
                if (room < 3) {
                    boolean goesOn = at < unit.length;
                    payloads.add(payload(elements, continues, goesOn, key && payloads.isEmpty(), n % 2 == 0));
                    elements.clear();
                    continues = goesOn;
                    room = TestPictures.MAX_PAYLOAD;
                }
            }
        }
        if (!elements.isEmpty()) {
            payloads.add(payload(elements, continues, false, key && payloads.isEmpty(), n % 2 == 0));
        }
        return payloads;
    }

    private static byte[] payload(
            List<byte[]> elements, boolean continues, boolean goesOn, boolean key, boolean count) {
        boolean counted = count && elements.size() <= 3;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write((continues ? 0x80 : 0) | (goesOn ? 0x40 : 0) | (counted ? elements.size() << 4 : 0) | (key ? 8 : 0));
        for (int i = 0; i < elements.size(); i++) {
            byte[] element = elements.get(i);
            if (!counted || i < elements.size() - 1) {
                int rest = element.length;
                for (; rest >= 0x80; rest >>= 7) {
                    out.write(rest & 0x7F | 0x80);
                }
                out.write(rest);
            }
            out.writeBytes(element);
        }
        return out.toByteArray();
    }

    private static List<byte[]> units(byte[] picture) {
        List<byte[]> units = new ArrayList<>();
        int at = 0;
        while (at < picture.length) {
            byte header = picture[at++];
            int length = 0;
            int shift = 0;
            int next;
            do {
                next = picture[at++];
                length |= (next & 0x7F) << shift;
                shift += 7;
            } while ((next & 0x80) != 0);
            if ((header >> 3 & 15) != DELIMITER) {
                byte[] unit = new byte[1 + length];
                unit[0] = (byte) (header & ~2);
                System.arraycopy(picture, at, unit, 1, length);
                units.add(unit);
            }
            at += length;
        }
        return units;
    }
}
