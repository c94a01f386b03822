package org.yizhan.media.recording.cipher;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.yizhan.media.recording.webm.Envelope;
import org.yizhan.protocol.id.RecordingId;

/// Encrypts the pieces of one source's file. A stored piece is `"YZF1"`, the content's length (4 bytes), a nonce
/// (12), the tag (16), the encrypted content. It opens only in the recording, the source and at the offset that it
/// was stored for.
public final class SourceCipher implements Envelope {

    private static final int MAGIC = 0x595A_4631;
    private static final int SPACE = 8 + CipherAlgorithm.NONCE_BYTES + CipherAlgorithm.TAG_BYTES;

    /// More than any piece: cues of a day.
    private static final int MAX_CONTENT = 64 << 20;

    private final DataKey key;
    private final String place;

    public SourceCipher(DataKey key, RecordingId recording, int source) {
        this.key = key;
        this.place = "yizhan-piece:" + recording + ":" + source + ":";
    }

    @Override
    public int space() {
        return SPACE;
    }

    @Override
    public byte[] store(long offset, byte[] plain) {
        byte[] nonce = DataKey.random(CipherAlgorithm.NONCE_BYTES);
        byte[] sealed = key.encrypt(nonce, bound(offset), plain);
        return ByteBuffer.allocate(SPACE + plain.length)
                .putInt(MAGIC)
                .putInt(plain.length)
                .put(nonce)
                .put(sealed, plain.length, CipherAlgorithm.TAG_BYTES)
                .put(sealed, 0, plain.length)
                .array();
    }

    @Override
    public byte @Nullable [] open(long offset, byte[] stored) {
        if (stored.length < SPACE || storedLength(stored) != stored.length) {
            return null;
        }
        byte[] nonce = Arrays.copyOfRange(stored, 8, 8 + CipherAlgorithm.NONCE_BYTES);
        int content = stored.length - SPACE;
        byte[] sealed = new byte[content + CipherAlgorithm.TAG_BYTES];
        System.arraycopy(stored, SPACE, sealed, 0, content);
        System.arraycopy(stored, SPACE - CipherAlgorithm.TAG_BYTES, sealed, content, CipherAlgorithm.TAG_BYTES);
        return key.decrypt(nonce, bound(offset), sealed);
    }

    @Override
    public long storedLength(byte[] begin) {
        ByteBuffer in = ByteBuffer.wrap(begin);
        if (begin.length < SPACE || in.getInt() != MAGIC) {
            return -1;
        }
        int content = in.getInt();
        return content < 0 || content > MAX_CONTENT ? -1 : (long) SPACE + content;
    }

    private byte[] bound(long offset) {
        return (place + offset).getBytes(StandardCharsets.US_ASCII);
    }
}
