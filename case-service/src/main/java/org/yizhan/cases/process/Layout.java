package org.yizhan.cases.process;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Where each step and gate of a process stands in its diagram: columns in the order of the way, from left to right;
/// what only a return leads to in a row of its own below.
final class Layout {

    /// A way from one node to another.
    ///
    /// @param back whether it is drawn as a way back
    record Way(String from, String to, String label, boolean back) {}

    /// Column and row.
    record Cell(int column, int row) {}

    private final ProcessDefinition process;
    private final List<Way> ways = new ArrayList<>();
    private final Map<String, Integer> columns = new HashMap<>();
    private final Map<String, Cell> cells = new LinkedHashMap<>();
    private int rows;

    Layout(ProcessDefinition process) {
        this.process = process;
        process.steps()
                .forEach(s -> s.actions()
                        .forEach((action, to) -> ways.add(new Way(s.id(), to, action, action.equals(Step.RETURN)))));
        process.gates().forEach(this::gate);
        rank(process.first().id(), 0, new HashSet<>());
        place();
        markBack();
    }

    private void gate(Gate gate) {
        switch (gate) {
            case Gate.Choice choice ->
                choice.ways()
                        .forEach(w -> ways.add(new Way(
                                choice.id(),
                                w.to(),
                                w.when() == null ? "否则 otherwise" : w.when().shown(),
                                false)));
            case Gate.Split split -> split.branches().forEach(b -> ways.add(new Way(split.id(), b, "", false)));
            case Gate.Join join -> ways.add(new Way(join.id(), join.to(), "", false));
        }
    }

    /// The longest way on decides the column; a way that closes a circle does not count.
    private void rank(String id, int column, Set<String> above) {
        if (columns.getOrDefault(id, -1) >= column || !above.add(id)) {
            return;
        }
        columns.put(id, column);
        ways.stream().filter(w -> w.from().equals(id) && !w.back()).forEach(w -> rank(w.to(), column + 1, above));
        above.remove(id);
    }

    private void place() {
        var used = new HashMap<Integer, Integer>();
        var order = new ArrayList<>(columns.keySet());
        order.sort((a, b) -> Integer.compare(position(a), position(b)));
        for (var id : order) {
            var column = columns.getOrDefault(id, 0);
            var row = used.merge(column, 1, Integer::sum) - 1;
            cells.put(id, new Cell(column, row));
            rows = Math.max(rows, row + 1);
        }
        // What only a return leads to: below the first step that sends a case there.
        var column = 0;
        for (var step : process.steps()) {
            if (!cells.containsKey(step.id())) {
                var from = ways.stream()
                        .filter(w -> w.to().equals(step.id()))
                        .map(w -> columns.getOrDefault(w.from(), 0))
                        .min(Integer::compare)
                        .orElse(0);
                column = Math.max(column, from);
                cells.put(step.id(), new Cell(column++, rows));
            }
        }
        rows = cells.values().stream().mapToInt(Cell::row).max().orElse(0) + 1;
    }

    /// Steps and gates in the order of the file, the end last.
    private int position(String id) {
        if (id.equals(Step.END)) {
            return Integer.MAX_VALUE;
        }
        for (var i = 0; i < process.steps().size(); i++) {
            if (process.steps().get(i).id().equals(id)) {
                return i;
            }
        }
        return process.steps().size();
    }

    private void markBack() {
        ways.replaceAll(w -> {
            var from = cells.getOrDefault(w.from(), new Cell(0, 0)).column();
            var to = cells.getOrDefault(w.to(), new Cell(0, 0)).column();
            return new Way(w.from(), w.to(), w.label(), w.back() || to <= from && !w.to().equals(Step.END));
        });
    }

    List<Way> ways() {
        return ways;
    }

    Map<String, Cell> cells() {
        return cells;
    }

    int columnCount() {
        return cells.values().stream().mapToInt(Cell::column).max().orElse(0) + 1;
    }

    int rowCount() {
        return rows;
    }
}
