package org.yizhan.cases.process;

import java.util.Map;

/// Draws a process as SVG: boxes are steps, diamonds choices, bars splits and joins; ways back are dashed.
public final class Diagram {

    private static final int COLUMN = 250;
    private static final int ROW = 130;
    private static final int WIDTH = 150;
    private static final int HEIGHT = 76;
    private static final int EDGE = 40;

    private static final Map<Level, String> COLOURS = Map.of(
            Level.SYSTEM, "#eceff1",
            Level.BOOTH, "#eceff1",
            Level.COMMUNITY, "#e8f5e9",
            Level.STREET, "#e3f2fd",
            Level.DISTRICT, "#fff3e0");

    private static final Map<String, String> ACTIONS = Map.of(
            "accept",
            "受理",
            "approve",
            "通过",
            Step.RETURN,
            "退回",
            "resubmit",
            "重新提交",
            "sign",
            "签署",
            "refuse",
            "不同意",
            "complete",
            "办结",
            "deny",
            "不予通过");

    private final ProcessDefinition process;
    private final Layout layout;
    private final StringBuilder svg = new StringBuilder();

    private Diagram(ProcessDefinition process) {
        this.process = process;
        this.layout = new Layout(process);
    }

    /// A whole SVG document. The same definition is always the same text.
    public static String of(ProcessDefinition process) {
        return new Diagram(process).draw();
    }

    private String draw() {
        var width = layout.columnCount() * COLUMN - (COLUMN - WIDTH) + 2 * EDGE;
        var height = layout.rowCount() * ROW + EDGE;
        svg.append("""
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" font-family="sans-serif" font-size="14">
                <title>%s v%d</title>
                <defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto">\
                <path d="M0 0L8 4L0 8z" fill="#455a64"/></marker></defs>
                <rect width="100%%" height="100%%" fill="#ffffff"/>
                """.formatted(width, height, escaped(process.name() + " " + process.nameEn()), process.version()));
        layout.ways().forEach(this::way);
        layout.cells().forEach(this::node);
        return svg.append("</svg>\n").toString();
    }

    private int x(String id) {
        return EDGE + at(id).column() * COLUMN + WIDTH / 2;
    }

    private int y(String id) {
        return EDGE / 2 + at(id).row() * ROW + HEIGHT / 2;
    }

    private Layout.Cell at(String id) {
        return layout.cells().getOrDefault(id, new Layout.Cell(0, 0));
    }

    private void node(String id, Layout.Cell cell) {
        var x = x(id);
        var y = y(id);
        if (id.equals(Step.END)) {
            svg.append("<circle cx=\"%d\" cy=\"%d\" r=\"18\" fill=\"#263238\"/>".formatted(x, y));
            text(x, y + 36, 12, "结束 end");
            return;
        }
        switch (process.gate(id).orElse(null)) {
            case null -> process.step(id).ifPresent(step -> box(step, x, y));
            case Gate.Choice _ ->
                svg.append("<path d=\"M%d %dl26 -26l26 26l-26 26z\" fill=\"#f3e5f5\" stroke=\"#6a1b9a\"/>\n"
                        .formatted(x - 26, y));
            case Gate.Split _, Gate.Join _ ->
                svg.append("<rect x=\"%d\" y=\"%d\" width=\"12\" height=\"%d\" rx=\"3\" fill=\"#455a64\"/>\n"
                        .formatted(x - 6, y - HEIGHT / 2, HEIGHT));
        }
    }

    private void box(Step step, int x, int y) {
        var dash = step.kind() == Step.Kind.CORRECTION ? " stroke-dasharray=\"5 4\"" : "";
        var stroke = step.mode() == Step.Mode.SINGLE ? 1 : 3;
        svg.append(
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"8\" fill=\"%s\" stroke=\"#37474f\" stroke-width=\"%d\"%s/>\n"
                        .formatted(
                                x - WIDTH / 2,
                                y - HEIGHT / 2,
                                WIDTH,
                                HEIGHT,
                                COLOURS.getOrDefault(step.level(), "#ffffff"),
                                stroke,
                                dash));
        text(x, y - 14, 16, step.name());
        text(x, y + 6, 11, step.nameEn());
        text(x, y + 26, 11, below(step));
    }

    /// Who, how many, how long.
    private static String below(Step step) {
        var parts = new StringBuilder(step.level().word());
        switch (step.mode()) {
            case SINGLE -> {}
            case JOINT -> parts.append(" · 联办 joint");
            case COUNTERSIGN ->
                parts.append(" · ").append(step.needed()).append('/').append(step.seats());
        }
        var limit = step.limit();
        return limit == null
                ? parts.toString()
                : parts.append(" · ").append(limit).toString();
    }

    private void way(Layout.Way way) {
        var x1 = x(way.from());
        var y1 = y(way.from());
        var x2 = x(way.to());
        var y2 = y(way.to());
        var out = half(way.from());
        var in = half(way.to());
        var label = ACTIONS.getOrDefault(way.label(), way.label());
        if (way.back()) {
            back(way, x1, y1, x2, y2, label);
            return;
        }
        var middle = (x1 + out + x2 - in) / 2;
        svg.append("<path d=\"M%d %dC%d %d %d %d %d %d\" fill=\"none\" stroke=\"#455a64\" marker-end=\"url(#tip)\"/>\n"
                .formatted(x1 + out, y1, middle, y1, middle, y2, x2 - in, y2));
        // Beside the target, where ways from one gate have parted.
        text(middle, (y1 + 3 * y2) / 4 - 6, 11, label);
    }

    /// From below to below, so that it crosses no box of its own row.
    private void back(Layout.Way way, int x1, int y1, int x2, int y2, String label) {
        var down = y2 > y1;
        var from = way.from().equals(way.to()) ? 30 : 0;
        var begin = y1 + HEIGHT / 2;
        var end = down ? y2 - HEIGHT / 2 : y2 + HEIGHT / 2;
        var bend = down ? (begin + end) / 2 : Math.max(begin, end) + 34;
        svg.append(
                "<path d=\"M%d %dC%d %d %d %d %d %d\" fill=\"none\" stroke=\"#b71c1c\" stroke-dasharray=\"5 4\" marker-end=\"url(#tip)\"/>\n"
                        .formatted(x1 + from, begin, x1 + from, bend, x2 - from, bend, x2 - from, end));
        text((x1 + x2) / 2, bend - (down ? 2 : 10), 11, label);
    }

    private int half(String id) {
        if (id.equals(Step.END)) {
            return 20;
        }
        return switch (process.gate(id).orElse(null)) {
            case null -> WIDTH / 2;
            case Gate.Choice _ -> 26;
            case Gate.Split _, Gate.Join _ -> 6;
        };
    }

    private void text(int x, int y, int size, String text) {
        if (!text.isEmpty()) {
            svg.append("<text x=\"%d\" y=\"%d\" font-size=\"%d\" text-anchor=\"middle\" fill=\"#212121\">%s</text>\n"
                    .formatted(x, y, size, escaped(text)));
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
