package org.yizhan.cases.process;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// From rows and lanes to places on the paper, in pixels. Letters are 14 px or more, so that a picture is read as it is
/// drawn.
final class DiagramGrid {

    static final int NAME = 16;
    static final int LETTERS = 14;
    static final int BOX = 216;
    static final int GAP = 54;
    private static final int LANE = BOX + 36;
    private static final int INDENT = 10;
    private static final int NAME_LINE = 22;
    private static final int LINE = 20;
    private static final int PAD = 24;
    private static final int SIDE_GAP = 104;

    /// A node on the paper: its middle and its size.
    record Spot(int x, int y, int width, int height) {

        int left() {
            return x - width / 2;
        }

        int right() {
            return x + width / 2;
        }

        int top() {
            return y - height / 2;
        }

        int bottom() {
            return y + height / 2;
        }
    }

    /// What stands in a box.
    record Words(List<String> name, List<String> details) {}

    private final ProcessDefinition process;
    private final Layout layout;
    private final Map<String, Words> words = new LinkedHashMap<>();
    private final Map<String, Spot> spots = new LinkedHashMap<>();
    private final int boxHeight;

    DiagramGrid(ProcessDefinition process, Layout layout, DiagramWords said) {
        this.process = process;
        this.layout = layout;
        process.steps()
                .forEach(step -> words.put(
                        step.id(),
                        new Words(
                                DiagramText.lines(said.name(step), NAME, BOX - 2 * INDENT),
                                said.details(step).stream()
                                        .flatMap(line -> DiagramText.lines(line, LETTERS, BOX - 2 * INDENT).stream())
                                        .toList())));
        this.boxHeight = PAD
                + words.values().stream()
                        .mapToInt(w -> w.name().size() * NAME_LINE + w.details().size() * LINE)
                        .max()
                        .orElse(0);
        place();
    }

    private void place() {
        var top = 0;
        for (var row = 0; row < layout.rowCount(); row++) {
            var here = row;
            var ids = layout.cells().entrySet().stream()
                    .filter(e -> e.getValue().row() == here)
                    .map(Map.Entry::getKey)
                    .toList();
            var height = ids.stream().mapToInt(this::height).max().orElse(0);
            for (var id : ids) {
                spots.put(id, new Spot(x(layout.at(id)), top + height / 2, width(id), height(id)));
            }
            top += height + GAP;
        }
    }

    private int x(Layout.Cell cell) {
        return cell.side()
                ? layout.lanes() * LANE - (LANE - BOX) + SIDE_GAP + BOX / 2
                : cell.half() * LANE / 2 + BOX / 2;
    }

    private int width(String id) {
        if (id.equals(Step.END)) {
            return 36;
        }
        return switch (process.gate(id).orElse(null)) {
            case null -> BOX;
            case Gate.Choice _ -> 52;
            case Gate.Split split -> BOX / 2 + (split.branches().size() - 1) * LANE;
            case Gate.Join join -> width(join.split());
        };
    }

    private int height(String id) {
        if (id.equals(Step.END)) {
            return 36;
        }
        return switch (process.gate(id).orElse(null)) {
            case null -> boxHeight;
            case Gate.Choice _ -> 52;
            case Gate.Split _, Gate.Join _ -> 10;
        };
    }

    Spot at(String id) {
        return spots.getOrDefault(id, new Spot(0, 0, 0, 0));
    }

    Words words(String step) {
        return words.getOrDefault(step, new Words(List.of(), List.of()));
    }

    /// The left edge of what stands in some rows of the main way.
    int leftEdge(int first, int last) {
        return layout.cells().entrySet().stream()
                .filter(e -> e.getValue().row() >= first && e.getValue().row() <= last)
                .mapToInt(e -> at(e.getKey()).left())
                .min()
                .orElse(0);
    }

    /// The right edge of the main way.
    int rightEdge() {
        return (layout.lanes() - 1) * LANE + BOX;
    }

    boolean isBar(String id) {
        return process.gate(id)
                .filter(g -> g instanceof Gate.Split || g instanceof Gate.Join)
                .isPresent();
    }
}
