package org.yizhan.cases.material;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import javax.imageio.ImageIO;

/// What kinds of files may be papers, told by their first bytes and not by what the sender says.
enum PaperKind {
    JPEG("image/jpeg", "jpg", new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF}),
    PNG("image/png", "png", new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'}),
    PDF("application/pdf", "pdf", "%PDF-".getBytes(StandardCharsets.US_ASCII));

    /// A document camera has 5 to 20 million pixels; a picture that claims more is a bomb.
    private static final long MOST_PIXELS = 60_000_000;

    private static final int LONGEST_SIDE = 16_000;

    private final String contentType;
    private final String extension;
    private final byte[] magic;

    PaperKind(String contentType, String extension, byte[] magic) {
        this.contentType = contentType;
        this.extension = extension;
        this.magic = magic;
    }

    static Optional<PaperKind> of(byte[] content) {
        return Arrays.stream(values())
                .filter(kind -> content.length > kind.magic.length
                        && Arrays.equals(content, 0, kind.magic.length, kind.magic, 0, kind.magic.length))
                .findFirst();
    }

    static PaperKind ofContentType(String contentType) {
        return Arrays.stream(values())
                .filter(k -> k.contentType.equals(contentType))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no paper is " + contentType));
    }

    String contentType() {
        return contentType;
    }

    String extension() {
        return extension;
    }

    /// Whether the content goes on as it begins, as far as its header tells. Pictures are not decoded.
    boolean looksWhole(byte[] content) {
        return switch (this) {
            case JPEG, PNG -> hasFairSize(content);
            case PDF -> {
                var tail = new String(
                        content,
                        Math.max(0, content.length - 1_024),
                        Math.min(content.length, 1_024),
                        StandardCharsets.ISO_8859_1);
                yield tail.contains("%%EOF");
            }
        };
    }

    private static boolean hasFairSize(byte[] content) {
        try (var input = ImageIO.createImageInputStream(new ByteArrayInputStream(content))) {
            var readers = ImageIO.getImageReaders(input);
            if (!readers.hasNext()) {
                return false;
            }
            var reader = readers.next();
            try {
                reader.setInput(input, true, true);
                long width = reader.getWidth(0);
                long height = reader.getHeight(0);
                return width > 0
                        && height > 0
                        && width <= LONGEST_SIDE
                        && height <= LONGEST_SIDE
                        && width * height <= MOST_PIXELS;
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException _) {
            // Readers of broken pictures throw whatever they like; broken is all that counts here.
            return false;
        }
    }
}
