package org.yizhan.cases.process;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Where each step and gate of a process stands in its diagram: rows in the order of the way, from top to bottom, each
/// row
/// in the middle; what only a return leads to at the side, beside the step that it goes on with.
final class Layout {

    /// A way from one node to another.
    ///
    /// @param action what a step does to lead there, or null from a gate
    record Way(String from, String to, @Nullable String action, String label) {}

    /// @param half how far right, in halves of a lane; @param side whether it stands beside the main way
    record Cell(int half, int row, boolean side) {}

    private final ProcessDefinition process;
    private final List<Way> ways = new ArrayList<>();
    private final Map<String, Integer> ranks = new LinkedHashMap<>();
    private final Map<String, Cell> cells = new LinkedHashMap<>();
    private int lanes = 1;

    Layout(ProcessDefinition process, DiagramWords words) {
        this.process = process;
        process.steps()
                .forEach(s -> s.actions()
                        .forEach((action, to) -> ways.add(new Way(s.id(), to, action, words.action(action)))));
        process.gates().forEach(gate -> gate(gate, words));
        rank(process.first().id(), 0, new HashSet<>());
        // The end stands below all.
        ranks.computeIfPresent(
                Step.END,
                (_, row) -> Math.max(
                        row, ranks.values().stream().mapToInt(r -> r).max().orElse(0)));
        placeMain();
        placeSide();
    }

    private void gate(Gate gate, DiagramWords words) {
        switch (gate) {
            case Gate.Choice choice ->
                choice.ways().forEach(w -> ways.add(new Way(choice.id(), w.to(), null, words.reason(w))));
            case Gate.Split split -> split.branches().forEach(b -> ways.add(new Way(split.id(), b, null, "")));
            case Gate.Join join -> ways.add(new Way(join.id(), join.to(), null, ""));
        }
    }

    /// The longest way on decides the row; a way that closes a circle does not count.
    private void rank(String id, int row, Set<String> above) {
        if (ranks.getOrDefault(id, -1) >= row || !above.add(id)) {
            return;
        }
        ranks.put(id, row);
        ways.stream()
                .filter(w -> w.from().equals(id) && !Step.RETURN.equals(w.action()))
                .forEach(w -> rank(w.to(), row + 1, above));
        above.remove(id);
    }

    private void placeMain() {
        var rows = new HashMap<Integer, List<String>>();
        ranks.forEach(
                (id, row) -> rows.computeIfAbsent(row, _ -> new ArrayList<>()).add(id));
        lanes = rows.values().stream().mapToInt(List::size).max().orElse(1);
        rows.forEach((row, ids) -> {
            for (var i = 0; i < ids.size(); i++) {
                cells.put(ids.get(i), new Cell(2 * i + lanes - ids.size(), row, false));
            }
        });
    }

    private void placeSide() {
        var taken = new HashSet<Integer>();
        for (var step : process.steps()) {
            if (!cells.containsKey(step.id())) {
                var row = ways.stream()
                        .filter(w ->
                                w.from().equals(step.id()) && ranks.containsKey(w.to()) && !w.to().equals(Step.END))
                        .mapToInt(w -> ranks.getOrDefault(w.to(), 0))
                        .min()
                        .orElse(0);
                while (!taken.add(row)) {
                    row++;
                }
                cells.put(step.id(), new Cell(2 * lanes, row, true));
            }
        }
    }

    List<Way> ways() {
        return ways;
    }

    Map<String, Cell> cells() {
        return cells;
    }

    Cell at(String id) {
        return cells.getOrDefault(id, new Cell(0, 0, false));
    }

    int lanes() {
        return lanes;
    }

    int rowCount() {
        return cells.values().stream().mapToInt(Cell::row).max().orElse(0) + 1;
    }

    /// Whether another node of the main way stands right of it in the same row.
    boolean hemmed(String id) {
        var cell = at(id);
        return cells.values().stream()
                .anyMatch(c -> !c.side() && !cell.side() && c.row() == cell.row() && c.half() > cell.half());
    }
}
