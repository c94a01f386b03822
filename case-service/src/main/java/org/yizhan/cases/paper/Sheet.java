package org.yizhan.cases.paper;

import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;

/// A4 pages that are written from top to bottom. Lengths are in points.
public final class Sheet {

    private static final float MARGIN = 56;
    private static final float LABEL_WIDTH = 120;
    private static final float TITLE = 20;
    private static final float HEADING = 13;
    private static final float TEXT = 11;
    private static final float SMALL = 8.5f;
    private static final float LINE = 1.6f;
    private static final Color INK = new Color(0x1a, 0x1a, 0x1a);
    private static final Color GREY = new Color(0x5f, 0x6b, 0x7a);
    private static final Color RULE = new Color(0xc9, 0xd1, 0xda);
    private static final Color ACCENT = new Color(0x0b, 0x5c, 0xad);

    private final PDDocument document;
    private final Typeface.Face face;
    private final String title;
    private PDPageContentStream page;
    private float y;

    Sheet(PDDocument document, Typeface.Face face, String title) throws IOException {
        this.document = document;
        this.face = face;
        this.title = title;
        document.getDocumentInformation().setTitle(title);
        document.getDocumentInformation().setCreator("Yizhan");
        page = open();
    }

    private PDPageContentStream open() throws IOException {
        var fresh = new PDPage(PDRectangle.A4);
        document.addPage(fresh);
        y = PDRectangle.A4.getHeight() - MARGIN;
        return new PDPageContentStream(document, fresh);
    }

    /// The title in the middle, with a smaller line below it.
    public void title(String text, String below) throws IOException {
        y -= TITLE;
        middle(text, TITLE, INK, true);
        y -= SMALL * 2;
        middle(below, SMALL + 1, GREY, false);
        y -= 14;
        rule(ACCENT, 1.2f);
        y -= 10;
    }

    public void heading(String text) throws IOException {
        room(HEADING * LINE + TEXT * LINE * 2);
        y -= 16 + HEADING;
        write(MARGIN, text, HEADING, ACCENT, true);
        y -= 7;
        rule(RULE, 0.6f);
        y -= 4;
    }

    /// A label and what it says, wrapped when it is long.
    public void fact(String label, String value) throws IOException {
        var lines = wrap(value.isBlank() ? "—" : value, TEXT, width() - LABEL_WIDTH);
        for (var i = 0; i < lines.size(); i++) {
            room(TEXT * LINE);
            y -= TEXT * LINE;
            if (i == 0) {
                write(MARGIN, label, TEXT, GREY, false);
            }
            write(MARGIN + LABEL_WIDTH, lines.get(i), TEXT, INK, false);
        }
    }

    public void paragraph(String text) throws IOException {
        for (var line : wrap(text, TEXT, width())) {
            room(TEXT * LINE);
            y -= TEXT * LINE;
            write(MARGIN, line, TEXT, INK, false);
        }
        y -= 4;
    }

    public void small(String text) throws IOException {
        for (var line : wrap(text, SMALL, width())) {
            room(SMALL * LINE);
            y -= SMALL * LINE;
            write(MARGIN, line, SMALL, GREY, false);
        }
    }

    /// A signature, as large as fits into `height`.
    public void strokes(List<Stroke> strokes, int padWidth, int padHeight, float height) throws IOException {
        room(height + 8);
        var scale = Math.min(height / padHeight, (width() - LABEL_WIDTH) / padWidth);
        var top = y - 6;
        var left = MARGIN + LABEL_WIDTH;
        page.setStrokingColor(RULE);
        page.setLineWidth(0.6f);
        page.addRect(left, top - padHeight * scale, padWidth * scale, padHeight * scale);
        page.stroke();
        page.setStrokingColor(INK);
        page.setLineWidth(1.4f);
        page.setLineCapStyle(1);
        page.setLineJoinStyle(1);
        for (var stroke : strokes) {
            var first = true;
            for (var dot : stroke.dots()) {
                var x = left + (float) dot.x() * scale;
                var down = top - (float) dot.y() * scale;
                if (first) {
                    page.moveTo(x, down);
                    // A dot is a line, too.
                    page.lineTo(x + 0.1f, down);
                    first = false;
                } else {
                    page.lineTo(x, down);
                }
            }
            page.stroke();
        }
        y = top - padHeight * scale - 4;
    }

    byte[] finish() throws IOException {
        page.close();
        var pages = document.getNumberOfPages();
        for (var i = 0; i < pages; i++) {
            var mode = PDPageContentStream.AppendMode.APPEND;
            try (var foot = new PDPageContentStream(document, document.getPage(i), mode, true)) {
                page = foot;
                y = MARGIN / 2;
                write(MARGIN, title, SMALL, GREY, false);
                var number = (i + 1) + " / " + pages;
                write(PDRectangle.A4.getWidth() - MARGIN - face.width(number, SMALL), number, SMALL, GREY, false);
            }
        }
        var bytes = new ByteArrayOutputStream();
        document.save(bytes, CompressParameters.DEFAULT_COMPRESSION);
        return bytes.toByteArray();
    }

    private void room(float height) throws IOException {
        if (y - height < MARGIN) {
            page.close();
            page = open();
        }
    }

    private void middle(String text, float size, Color colour, boolean bold) throws IOException {
        var shown = face.drawable(text);
        write((PDRectangle.A4.getWidth() - face.width(shown, size)) / 2, text, size, colour, bold);
    }

    private void write(float x, String text, float size, Color colour, boolean bold) throws IOException {
        page.beginText();
        page.setFont(face.font(), size);
        page.setNonStrokingColor(colour);
        page.setRenderingMode(bold ? RenderingMode.FILL_STROKE : RenderingMode.FILL);
        if (bold) {
            // One weight of the font is enough: a thin outline makes the other.
            page.setStrokingColor(colour);
            page.setLineWidth(size / 34);
        }
        page.newLineAtOffset(x, y);
        page.showText(face.drawable(text));
        page.endText();
    }

    private void rule(Color colour, float thickness) throws IOException {
        page.setStrokingColor(colour);
        page.setLineWidth(thickness);
        page.moveTo(MARGIN, y);
        page.lineTo(PDRectangle.A4.getWidth() - MARGIN, y);
        page.stroke();
    }

    private static float width() {
        return PDRectangle.A4.getWidth() - 2 * MARGIN;
    }

    /// Breaks between any two characters, but not within a Latin word that fits a line.
    private List<String> wrap(String text, float size, float width) throws IOException {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        var filled = 0f;
        for (var piece : pieces(face.drawable(text))) {
            var wide = face.width(piece, size);
            if (filled + wide > width && !line.isEmpty()) {
                lines.add(line.toString().strip());
                line.setLength(0);
                filled = 0;
            }
            line.append(piece);
            filled += wide;
        }
        lines.add(line.toString().strip());
        return lines;
    }

    private List<String> pieces(String text) {
        var pieces = new ArrayList<String>();
        var word = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (c < 0x2E80 && c != ' ' && word.length() < 40) {
                word.appendCodePoint(c);
                return;
            }
            if (!word.isEmpty()) {
                pieces.add(word.toString());
                word.setLength(0);
            }
            pieces.add(new String(Character.toChars(c)));
        });
        if (!word.isEmpty()) {
            pieces.add(word.toString());
        }
        return pieces;
    }
}
