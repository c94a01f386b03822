package org.yizhan.cases.packing;

import java.util.List;
import org.yizhan.cases.archive.CaseHistory;

/// The case as a page that any browser shows, without scripts and without anything from elsewhere.
final class ReadablePage {

    private static final String FRAME = """
            <!doctype html>
            <html lang="zh-CN"><head><meta charset="utf-8"><title>%1$s</title>
            <style>body{font:16px/1.6 sans-serif;max-width:50em;margin:2em auto;padding:0 1em;color:#1a1a1a}
            h1{font-size:1.6em}h2{font-size:1.2em;color:#0b5cad;border-bottom:1px solid #c9d1da}
            dt{color:#5f6b7a}dd{margin:0 0 .5em 1em}td,th{text-align:left;padding:.2em .8em .2em 0;vertical-align:top}</style>
            </head><body><h1>%1$s</h1>
            """;

    private final StringBuilder page;

    ReadablePage(String title) {
        page = new StringBuilder(FRAME.formatted(escape(title)));
    }

    void heading(String text) {
        page.append("<h2>").append(escape(text)).append("</h2>\n");
    }

    void facts(List<Fact> facts) {
        page.append("<dl>\n");
        facts.forEach(fact -> page.append("<dt>")
                .append(escape(fact.label()))
                .append("</dt><dd>")
                .append(escape(fact.value()))
                .append("</dd>\n"));
        page.append("</dl>\n");
    }

    void files(List<Fact> files) {
        page.append("<ul>\n");
        files.forEach(file -> page.append("<li><a href=\"")
                .append(escape(file.value()))
                .append("\">")
                .append(escape(file.label()))
                .append("</a></li>\n"));
        page.append("</ul>\n");
    }

    void history(List<CaseHistory.Line> lines) {
        page.append("<table><tr><th>#</th><th>时间</th><th>环节</th><th>操作</th><th>层级</th><th>经办人</th><th>意见</th></tr>\n");
        lines.forEach(line -> {
            page.append("<tr>");
            for (var cell : cells(line)) {
                page.append("<td>").append(escape(cell)).append("</td>");
            }
            page.append("</tr>\n");
        });
        page.append("</table>\n");
    }

    private static List<String> cells(CaseHistory.Line line) {
        return List.of(
                String.valueOf(line.seq()),
                line.at().toString(),
                line.step() == null ? "" : line.step(),
                line.action(),
                line.level(),
                line.by(),
                line.comment() == null ? "" : line.comment());
    }

    String finish() {
        return page.append("</body></html>\n").toString();
    }

    /// A label and what it says.
    record Fact(String label, String value) {}

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
