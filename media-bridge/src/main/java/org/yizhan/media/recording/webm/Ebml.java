package org.yizhan.media.recording.webm;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Builds EBML elements (RFC 8794): an id, a length, a value. Master elements are built inside out.
final class Ebml {

    static final int HEADER = 0x1A45DFA3;
    static final int VERSION = 0x4286;
    static final int READ_VERSION = 0x42F7;
    static final int MAX_ID_LENGTH = 0x42F2;
    static final int MAX_SIZE_LENGTH = 0x42F3;
    static final int DOC_TYPE = 0x4282;
    static final int DOC_TYPE_VERSION = 0x4287;
    static final int DOC_TYPE_READ_VERSION = 0x4285;
    static final int VOID = 0xEC;

    static final int SEGMENT = 0x18538067;
    static final int SEEK_HEAD = 0x114D9B74;
    static final int SEEK = 0x4DBB;
    static final int SEEK_ID = 0x53AB;
    static final int SEEK_POSITION = 0x53AC;

    static final int INFO = 0x1549A966;
    static final int TIMESTAMP_SCALE = 0x2AD7B1;
    static final int DURATION = 0x4489;
    static final int MUXING_APP = 0x4D80;
    static final int WRITING_APP = 0x5741;

    static final int TRACKS = 0x1654AE6B;
    static final int TRACK_ENTRY = 0xAE;
    static final int TRACK_NUMBER = 0xD7;
    static final int TRACK_UID = 0x73C5;
    static final int TRACK_TYPE = 0x83;
    static final int FLAG_LACING = 0x9C;
    static final int DEFAULT_DURATION = 0x23E383;
    static final int CODEC_ID = 0x86;
    static final int CODEC_PRIVATE = 0x63A2;
    static final int CODEC_DELAY = 0x56AA;
    static final int SEEK_PRE_ROLL = 0x56BB;
    static final int VIDEO = 0xE0;
    static final int PIXEL_WIDTH = 0xB0;
    static final int PIXEL_HEIGHT = 0xBA;
    static final int COLOUR_SPACE = 0x2EB524;
    static final int AUDIO = 0xE1;
    static final int SAMPLING_FREQUENCY = 0xB5;
    static final int CHANNELS = 0x9F;
    static final int BIT_DEPTH = 0x6264;

    static final int TAGS = 0x1254C367;
    static final int TAG = 0x7373;
    static final int TARGETS = 0x63C0;
    static final int SIMPLE_TAG = 0x67C8;
    static final int TAG_NAME = 0x45A3;
    static final int TAG_STRING = 0x4487;

    static final int CLUSTER = 0x1F43B675;
    static final int TIMESTAMP = 0xE7;
    static final int SIMPLE_BLOCK = 0xA3;
    static final int BLOCK_GROUP = 0xA0;
    static final int BLOCK = 0xA1;

    static final int CUES = 0x1C53BB6B;
    static final int CUE_POINT = 0xBB;
    static final int CUE_TIME = 0xB3;
    static final int CUE_TRACK_POSITIONS = 0xB7;
    static final int CUE_TRACK = 0xF7;
    static final int CUE_CLUSTER_POSITION = 0xF1;

    /// A length that says "until the end": what a segment has while it is being written.
    static final long UNKNOWN_LENGTH = 0x01FF_FFFF_FFFF_FFFFL;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private static final long MILLISECOND = 1_000_000;

    /// What a document begins with (RFC 9559), up to the id of its segment; the segment's length is next.
    ///
    /// @param type `webm` or `matroska`
    static Ebml document(String type) {
        Ebml header = new Ebml()
                .number(VERSION, 1)
                .number(READ_VERSION, 1)
                .number(MAX_ID_LENGTH, 4)
                .number(MAX_SIZE_LENGTH, 8)
                .text(DOC_TYPE, type)
                .number(DOC_TYPE_VERSION, 4)
                .number(DOC_TYPE_READ_VERSION, 2);
        return new Ebml().master(HEADER, header).append(idBytes(SEGMENT));
    }

    /// What every segment says of itself: that times are milliseconds, and who wrote it.
    static Ebml facts() {
        return new Ebml()
                .number(TIMESTAMP_SCALE, MILLISECOND)
                .text(MUXING_APP, "yizhan")
                .text(WRITING_APP, "yizhan");
    }

    Ebml number(int id, long value) {
        int length = Math.max(1, (64 - Long.numberOfLeadingZeros(value) + 7) / 8);
        id(id).length(length);
        for (int shift = 8 * (length - 1); shift >= 0; shift -= 8) {
            out.write((int) (value >>> shift));
        }
        return this;
    }

    /// Always 8 bytes of value, so that it may be patched later.
    Ebml wideNumber(int id, long value) {
        return bytes(id, ByteBuffer.allocate(8).putLong(value).array());
    }

    Ebml real(int id, double value) {
        return bytes(id, ByteBuffer.allocate(8).putDouble(value).array());
    }

    Ebml text(int id, String value) {
        return bytes(id, value.getBytes(StandardCharsets.UTF_8));
    }

    Ebml bytes(int id, byte[] value) {
        id(id).length(value.length);
        out.writeBytes(value);
        return this;
    }

    Ebml master(int id, Ebml children) {
        return bytes(id, children.toBytes());
    }

    /// An element that means nothing and takes exactly `total` bytes, 9 or more.
    Ebml filler(int total) {
        id(VOID);
        out.writeBytes(eightByteLength(total - 9L));
        out.writeBytes(new byte[total - 9]);
        return this;
    }

    Ebml append(byte[] encoded) {
        out.writeBytes(encoded);
        return this;
    }

    int size() {
        return out.size();
    }

    byte[] toBytes() {
        return out.toByteArray();
    }

    static byte[] eightByteLength(long length) {
        return ByteBuffer.allocate(8).putLong(0x0100_0000_0000_0000L | length).array();
    }

    /// An id carries its own length in its leading bits.
    static byte[] idBytes(int id) {
        int length = (32 - Integer.numberOfLeadingZeros(id) + 7) / 8;
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (id >>> 8 * (length - 1 - i));
        }
        return bytes;
    }

    private Ebml id(int id) {
        out.writeBytes(idBytes(id));
        return this;
    }

    private Ebml length(long length) {
        for (int bytes = 1; bytes <= 8; bytes++) {
            if (length < (1L << 7 * bytes) - 1) {
                for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
                    int marker = shift == 8 * (bytes - 1) ? 0x100 >> bytes : 0;
                    out.write((int) (length >>> shift) & 0xff | marker);
                }
                return this;
            }
        }
        throw new IllegalArgumentException("element too long: " + length);
    }
}
