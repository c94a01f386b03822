package org.yizhan.media.recording;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.yizhan.media.recording.TestPictures.Cutting;

/// VP9 as RFC 9628 cuts it, in flexible mode off, with picture ids of 15 bits and a scalability structure at key
/// frames.
final class Vp9Packets implements Cutting {

    @Override
    public List<byte[]> payloads(byte[] picture, int n) {
        boolean key = (picture[0] & 0x04) == 0;
        List<byte[]> payloads = new ArrayList<>();
        for (int at = 0; at < picture.length; at += TestPictures.MAX_PAYLOAD) {
            int length = Math.min(TestPictures.MAX_PAYLOAD, picture.length - at);
            boolean first = at == 0;
            boolean structure = first && key;
            ByteBuffer payload = ByteBuffer.allocate(3 + (structure ? 8 : 0) + length);
            int flags = 0x80 | (key ? 0 : 0x40) | (first ? 0x08 : 0) | (structure ? 0x02 : 0);
            payload.put((byte) (flags | (at + length == picture.length ? 0x04 : 0)));
            payload.putShort((short) (0x8000 | n & 0x7fff));
            if (structure) {
                // One layer with its size; one picture in the pattern, which follows the one before it.
                payload.put((byte) 0x18).putShort((short) 320).putShort((short) 240);
                payload.put((byte) 1).put((byte) 0x04).put((byte) 1);
            }
            payloads.add(payload.put(picture, at, length).array());
        }
        return payloads;
    }
}
