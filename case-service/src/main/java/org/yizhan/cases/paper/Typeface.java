package org.yizhan.cases.paper;

import java.io.IOException;
import java.lang.ref.SoftReference;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/// The typeface of all pages: Noto Sans SC, which has all characters that names are registered with. Every document
/// gets
/// the characters that it uses, and no others.
///
/// Read, the font takes 36 MB of memory (measured, FontBox 3.0.5). It is read when the first page is drawn, which takes
/// about a second, and let go by the garbage collector some minutes after the last one, sooner when memory is short.
@Component
class Typeface {

    private static final String FILE = "cases/font/NotoSansSC-Regular.ttf";

    /// Stands for a character that the font lacks.
    private static final int MISSING = '〓';

    private @Nullable SoftReference<TrueTypeFont> font;

    /// The font in a document, with what tells which characters it has. FontBox's fonts are not for several threads, so
    /// whoever draws holds the typeface for as long as that takes.
    Face in(PDDocument document) throws IOException {
        var loaded = load();
        return new Face(PDType0Font.load(document, loaded, true), loaded.getUnicodeCmapLookup());
    }

    private TrueTypeFont load() throws IOException {
        var kept = font == null ? null : font.get();
        if (kept != null) {
            return kept;
        }
        try (var input = new ClassPathResource(FILE).getInputStream()) {
            var parsed = new TTFParser().parse(new RandomAccessReadBuffer(input.readAllBytes()));
            font = new SoftReference<>(parsed);
            return parsed;
        }
    }

    /// The font within one document.
    record Face(PDType0Font font, CmapLookup characters) {

        /// The text with what the font cannot show replaced, and nothing that is no character.
        String drawable(String text) {
            var drawable = new StringBuilder(text.length());
            text.codePoints()
                    .filter(c -> !Character.isISOControl(c))
                    .map(c -> characters.getGlyphId(c) == 0 ? MISSING : c)
                    .forEach(drawable::appendCodePoint);
            return drawable.toString();
        }

        float width(String text, float size) throws IOException {
            return font.getStringWidth(text) / 1_000 * size;
        }
    }
}
