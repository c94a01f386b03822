package org.yizhan.cases.process;

import java.util.Map;

/// Draws a process as SVG, from top to bottom: boxes are steps, diamonds choices, bars splits and joins; what is sent
/// back is
/// dashed. Every step is a group with its id in `data-step`.
final class Diagram {

    private static final int EDGE = 24;

    private static final Map<Level, String> COLOURS = Map.of(
            Level.SYSTEM, "#eceff1",
            Level.BOOTH, "#eceff1",
            Level.COMMUNITY, "#e8f5e9",
            Level.STREET, "#e3f2fd",
            Level.DISTRICT, "#fff3e0");

    private final ProcessDefinition process;
    private final DiagramWords words;
    private final Layout layout;
    private final DiagramGrid grid;
    private final StringBuilder svg = new StringBuilder();

    private Diagram(ProcessDefinition process, Language language) {
        this.process = process;
        this.words = new DiagramWords(language);
        this.layout = new Layout(process, words);
        this.grid = new DiagramGrid(process, layout, words);
    }

    /// A whole SVG document. The same definition in the same language is always the same text.
    static String of(ProcessDefinition process, Language language) {
        return new Diagram(process, language).draw();
    }

    private String draw() {
        var ways = new DiagramWays(layout, grid);
        var spots = layout.cells().keySet().stream().map(grid::at).toList();
        var right = spots.stream().mapToInt(DiagramGrid.Spot::right).max().orElse(0);
        var bottom = spots.stream().mapToInt(DiagramGrid.Spot::bottom).max().orElse(0);
        var left = ways.left() - EDGE;
        var width = Math.max(right, ways.right()) + EDGE - left;
        var height = bottom + 2 * EDGE + DiagramGrid.LETTERS;
        svg.append("""
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="%d %d %d %d" width="%d" height="%d" role="img" \
                font-family="sans-serif" font-size="%d">
                <title>%s</title>
                <defs>%s%s</defs>
                <rect x="%d" y="%d" width="%d" height="%d" fill="#ffffff"/>
                """.formatted(
                        left,
                        -EDGE,
                        width,
                        height,
                        width,
                        height,
                        DiagramGrid.LETTERS,
                        DiagramText.escaped(words.title(process)),
                        tip("on", "#455a64"),
                        tip("back", "#b71c1c"),
                        left,
                        -EDGE,
                        width,
                        height));
        ways.drawn().forEach(svg::append);
        layout.cells().keySet().forEach(this::node);
        return svg.append("</svg>\n").toString();
    }

    private static String tip(String id, String colour) {
        return """
                <marker id="%s" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="9" markerHeight="9" \
                markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0L8 4L0 8z" fill="%s"/></marker>""".formatted(id, colour);
    }

    private void node(String id) {
        var spot = grid.at(id);
        if (id.equals(Step.END)) {
            svg.append("<circle cx=\"%d\" cy=\"%d\" r=\"18\" fill=\"#263238\"/>\n".formatted(spot.x(), spot.y()));
            text(spot.x(), spot.bottom() + 20, DiagramGrid.LETTERS, words.end());
            return;
        }
        switch (process.gate(id).orElse(null)) {
            case null -> process.step(id).ifPresent(step -> box(step, spot));
            case Gate.Choice _ ->
                svg.append("<path d=\"M%d %dl26 -26l26 26l-26 26z\" fill=\"#f3e5f5\" stroke=\"#6a1b9a\"/>\n"
                        .formatted(spot.left(), spot.y()));
            case Gate.Split _, Gate.Join _ ->
                svg.append("<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"3\" fill=\"#455a64\"/>\n"
                        .formatted(spot.left(), spot.top(), spot.width(), spot.height()));
        }
    }

    private void box(Step step, DiagramGrid.Spot spot) {
        var dash = step.kind() == Step.Kind.CORRECTION ? " stroke-dasharray=\"5 4\"" : "";
        svg.append("<g data-step=\"%s\">\n".formatted(DiagramText.escaped(step.id())));
        svg.append(
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"8\" fill=\"%s\" stroke=\"#37474f\" stroke-width=\"%d\"%s/>\n"
                        .formatted(
                                spot.left(),
                                spot.top(),
                                spot.width(),
                                spot.height(),
                                COLOURS.getOrDefault(step.level(), "#ffffff"),
                                step.mode() == Step.Mode.SINGLE ? 1 : 3,
                                dash));
        var said = grid.words(step.id());
        var y = spot.y() - (said.name().size() * 22 + said.details().size() * 20) / 2;
        for (var line : said.name()) {
            text(spot.x(), y + 17, DiagramGrid.NAME, line);
            y += 22;
        }
        for (var line : said.details()) {
            text(spot.x(), y + 16, DiagramGrid.LETTERS, line);
            y += 20;
        }
        svg.append("</g>\n");
    }

    private void text(int x, int y, int size, String text) {
        var weight = size == DiagramGrid.NAME ? " font-weight=\"600\"" : "";
        svg.append("<text x=\"%d\" y=\"%d\" font-size=\"%d\"%s text-anchor=\"middle\" fill=\"#212121\">%s</text>\n"
                .formatted(x, y, size, weight, DiagramText.escaped(text)));
    }
}
