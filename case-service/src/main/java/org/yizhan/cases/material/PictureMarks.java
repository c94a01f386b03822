package org.yizhan.cases.material;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// What the marks in a picture tell before anything of it is decoded.
///
/// @param scans how often a JPEG goes over its picture; 1 for a PNG
record PictureMarks(Orientation orientation, int scans) {

    private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);
    private static final int APP1 = 0xE1;
    private static final int SCAN = 0xDA;
    private static final int END = 0xD9;
    private static final int PNG_SIGNATURE = 8;
    private static final int EXIF_CHUNK = 0x65584966;
    private static final int PICTURE_CHUNK = 0x49444154;

    static PictureMarks of(PaperKind kind, byte[] content) {
        return switch (kind) {
            case JPEG -> jpeg(content);
            case PNG -> png(ByteBuffer.wrap(content));
            case PDF -> throw new IllegalArgumentException("a PDF is no picture");
        };
    }

    /// From mark to mark: FF, its kind, and for most of them a length. Between scan and next mark lies
    /// the picture, in which an FF is followed by 00 or is a restart.
    private static PictureMarks jpeg(byte[] content) {
        var orientation = Orientation.UPRIGHT;
        var scans = 0;
        var at = 2;
        while (at + 1 < content.length) {
            if (content[at] != (byte) 0xFF) {
                at++;
                continue;
            }
            var mark = Byte.toUnsignedInt(content[at + 1]);
            if (mark == END) {
                break;
            }
            if (mark == 0 || mark == 1 || mark == 0xFF || mark >= 0xD0 && mark <= 0xD8) {
                at += mark == 0xFF ? 1 : 2;
                continue;
            }
            var length = at + 3 < content.length
                    ? Byte.toUnsignedInt(content[at + 2]) << 8 | Byte.toUnsignedInt(content[at + 3])
                    : 0;
            scans += mark == SCAN ? 1 : 0;
            if (mark == APP1 && orientation == Orientation.UPRIGHT) {
                orientation = exif(content, at + 4, Math.min(length - 2, content.length - at - 4));
            }
            at += 2 + Math.max(2, length);
        }
        return new PictureMarks(orientation, scans);
    }

    private static Orientation exif(byte[] content, int from, int length) {
        if (length <= EXIF.length) {
            return Orientation.UPRIGHT;
        }
        for (var i = 0; i < EXIF.length; i++) {
            if (content[from + i] != EXIF[i]) {
                return Orientation.UPRIGHT;
            }
        }
        return Orientation.of(ByteBuffer.wrap(content, from + EXIF.length, length - EXIF.length));
    }

    /// Chunk by chunk: length, kind, data, check.
    private static PictureMarks png(ByteBuffer content) {
        var at = PNG_SIGNATURE;
        while (at <= content.limit() - 12) {
            var length = content.getInt(at);
            var kind = content.getInt(at + 4);
            if (length < 0 || length > content.limit() - at - 12 || kind == PICTURE_CHUNK) {
                break;
            }
            if (kind == EXIF_CHUNK) {
                return new PictureMarks(Orientation.of(content.slice(at + 8, length)), 1);
            }
            at += 12 + length;
        }
        return new PictureMarks(Orientation.UPRIGHT, 1);
    }
}
