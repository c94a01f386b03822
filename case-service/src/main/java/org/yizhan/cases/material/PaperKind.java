package org.yizhan.cases.material;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// What kinds of files may be papers, told by their first bytes and not by what the sender says.
enum PaperKind {
    JPEG("image/jpeg", "jpg", new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF}),
    PNG("image/png", "png", new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'}),
    PDF("application/pdf", "pdf", "%PDF-".getBytes(StandardCharsets.US_ASCII));

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

    /// As ImageIO calls it; of pictures only.
    String format() {
        return switch (this) {
            case JPEG -> "jpeg";
            case PNG -> "png";
            case PDF -> throw new IllegalStateException("a PDF is no picture");
        };
    }

    /// Whether a PDF ends as it should.
    static boolean isWholePdf(byte[] content) {
        var tail = new String(
                content,
                Math.max(0, content.length - 1_024),
                Math.min(content.length, 1_024),
                StandardCharsets.ISO_8859_1);
        return tail.contains("%%EOF");
    }
}
