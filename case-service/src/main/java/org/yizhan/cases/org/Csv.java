package org.yizhan.cases.org;

import java.util.ArrayList;
import java.util.List;

/// Comma-separated values as RFC 4180 has them: quotes around a field that holds commas, quotes or line breaks.
final class Csv {

    private Csv() {}

    /// One row, and the line of the file that it begins on.
    record Row(int line, List<String> fields) {}

    /// Empty lines are left out. A byte-order mark, which spreadsheets write, is ignored.
    ///
    /// @throws IllegalArgumentException when a quote is never closed
    static List<Row> read(String text) {
        var rows = new ArrayList<Row>();
        var fields = new ArrayList<String>();
        var field = new StringBuilder();
        var quoted = false;
        var line = 1;
        var begun = 1;
        for (var i = text.startsWith("\uFEFF") ? 1 : 0; i < text.length(); i++) {
            var c = text.charAt(i);
            line += c == '\n' ? 1 : 0;
            if (quoted) {
                if (c != '"') {
                    field.append(c);
                } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
                    field.append('"');
                    i++;
                } else {
                    quoted = false;
                }
            } else if (c == '"') {
                quoted = true;
            } else if (c == ',') {
                fields.add(field.toString().strip());
                field.setLength(0);
            } else if (c == '\n') {
                end(rows, fields, field, begun);
                begun = line;
            } else if (c != '\r') {
                field.append(c);
            }
        }
        if (quoted) {
            throw new IllegalArgumentException("a quote is never closed");
        }
        end(rows, fields, field, begun);
        return rows;
    }

    private static void end(List<Row> rows, List<String> fields, StringBuilder field, int line) {
        fields.add(field.toString().strip());
        field.setLength(0);
        if (fields.size() > 1 || !fields.getFirst().isEmpty()) {
            rows.add(new Row(line, List.copyOf(fields)));
        }
        fields.clear();
    }
}
