package org.yizhan.cases.material;

import java.awt.geom.AffineTransform;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// How a camera was held, as Exif 2.32 tells it (tag 0x0112): what has to be done to a picture so that
/// it stands upright.
enum Orientation {
    UPRIGHT,
    MIRRORED,
    UPSIDE_DOWN,
    FLIPPED,
    TRANSPOSED,
    TURNED_LEFT,
    TRANSVERSED,
    TURNED_RIGHT;

    private static final int TAG = 0x0112;
    private static final int SHORT = 3;
    private static final int HEADER = 8;
    private static final int ENTRY = 12;

    /// @param tiff the TIFF structure that Exif is, from its byte order on; whatever is wrong with it
    /// counts as upright
    static Orientation of(ByteBuffer tiff) {
        if (tiff.remaining() < HEADER) {
            return UPRIGHT;
        }
        var data = tiff.slice();
        var order = data.getShort(0);
        if (order == 0x4949) {
            data.order(ByteOrder.LITTLE_ENDIAN);
        } else if (order != 0x4D4D) {
            return UPRIGHT;
        }
        var directory = data.getInt(4);
        return data.getShort(2) == 42 && directory >= HEADER && directory <= data.limit() - 2
                ? among(data, directory)
                : UPRIGHT;
    }

    private static Orientation among(ByteBuffer data, int directory) {
        var entries = Short.toUnsignedInt(data.getShort(directory));
        for (var i = 0; i < entries; i++) {
            var at = directory + 2 + i * ENTRY;
            if (at > data.limit() - ENTRY) {
                return UPRIGHT;
            }
            if (Short.toUnsignedInt(data.getShort(at)) == TAG && data.getShort(at + 2) == SHORT) {
                var value = data.getShort(at + 8);
                return value >= 1 && value <= values().length ? values()[value - 1] : UPRIGHT;
            }
        }
        return UPRIGHT;
    }

    /// Whether width and height change places.
    boolean turns() {
        return ordinal() >= TRANSPOSED.ordinal();
    }

    /// @param width  of the picture as it lies in the file
    /// @param height of the picture as it lies in the file
    AffineTransform upright(int width, int height) {
        return switch (this) {
            case UPRIGHT -> new AffineTransform();
            case MIRRORED -> new AffineTransform(-1, 0, 0, 1, width, 0);
            case UPSIDE_DOWN -> new AffineTransform(-1, 0, 0, -1, width, height);
            case FLIPPED -> new AffineTransform(1, 0, 0, -1, 0, height);
            case TRANSPOSED -> new AffineTransform(0, 1, 1, 0, 0, 0);
            case TURNED_LEFT -> new AffineTransform(0, 1, -1, 0, height, 0);
            case TRANSVERSED -> new AffineTransform(0, -1, -1, 0, height, width);
            case TURNED_RIGHT -> new AffineTransform(0, -1, 1, 0, 0, width);
        };
    }
}
