package org.yizhan.cases.material;

import java.io.IOException;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;

/// The text of a paper, as far as the file holds it as text: PDFs that a program wrote. Pictures are not read.
final class PaperText {

    private static final int MOST_PAGES = 3;
    private static final int LONGEST = 4_000;

    private PaperText() {}

    /// Empty when there is none. Blocks.
    static String of(PaperKind kind, byte[] content) {
        if (kind != PaperKind.PDF) {
            return "";
        }
        try (var document = Loader.loadPDF(content)) {
            var stripper = new PDFTextStripper();
            stripper.setEndPage(MOST_PAGES);
            var text = stripper.getText(document);
            return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
        } catch (IOException | RuntimeException _) {
            // A file that its reader cannot open is kept all the same; a clerk looks at it.
            return "";
        }
    }
}
