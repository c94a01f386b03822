package org.yizhan.cases.process;

import java.util.ArrayList;
import java.util.List;

/// How wide words are, near enough to break lines by: a Chinese character is as wide as it is high, others about half
/// that.
final class DiagramText {

    private static final int FIRST_WIDE = 0x2E80;
    private static final double NARROW = 0.51;

    private DiagramText() {}

    static double width(String text, int size) {
        return text.codePoints()
                .mapToDouble(c -> c >= FIRST_WIDE ? size : size * NARROW)
                .sum();
    }

    /// Lines no wider than a width; Latin words stay whole, Chinese is broken anywhere.
    static List<String> lines(String text, int size, int width) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (var part : text.split("(?<=[ \\u2E80-\\uFFFF])", -1)) {
            if (!line.isEmpty() && width(line + part.strip(), size) > width) {
                lines.add(line.toString().strip());
                line.setLength(0);
            }
            line.append(part);
        }
        lines.add(line.toString().strip());
        return lines;
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
