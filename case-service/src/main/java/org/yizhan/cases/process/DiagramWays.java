package org.yizhan.cases.process;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The ways between the nodes of a diagram, in straight lines: on to the next row from bottom to top, past rows along
/// the
/// left, back along the right; what is sent back is red and dashed.
final class DiagramWays {

    private static final int TURN = 16;
    private static final int LABEL_UP = 6;
    private static final int BESIDE = 12;
    private static final int ROOM = 24;

    /// A way that goes past rows, `x` from the left.
    private record Past(int first, int last, int x) {}

    /// The drawn parts, and how far they reach beyond the nodes.
    private final List<String> drawn = new ArrayList<>();

    private final Layout layout;
    private final DiagramGrid grid;
    private final Set<String> labelled = new HashSet<>();
    private final List<Past> past = new ArrayList<>();
    private int left;
    private int right;
    private int backs;

    DiagramWays(Layout layout, DiagramGrid grid) {
        this.layout = layout;
        this.grid = grid;
        layout.ways().forEach(this::way);
    }

    List<String> drawn() {
        return drawn;
    }

    int left() {
        return left;
    }

    int right() {
        return right;
    }

    private void way(Layout.Way way) {
        var from = layout.at(way.from());
        var to = layout.at(way.to());
        if (from.side() || to.side()) {
            if (to.side() && !from.side()) {
                aside(way);
            } else {
                fromAside(way);
            }
        } else if (to.row() == from.row() + 1) {
            on(way);
        } else if (to.row() > from.row()) {
            past(way, from.row(), to.row());
        } else {
            back(way);
        }
    }

    /// To the next row.
    private void on(Layout.Way way) {
        var a = grid.at(way.from());
        var b = grid.at(way.to());
        var x1 = port(way.from(), a, b.x());
        var x2 = port(way.to(), b, x1);
        var fork = layout.ways().stream()
                        .filter(w -> w.from().equals(way.from())
                                && layout.at(w.to()).row()
                                        > layout.at(way.from()).row())
                        .count()
                > 1;
        if (x1 == x2) {
            line(way, "M%d %dV%d", x1, a.bottom(), b.top());
            label(way.label(), x1 + 8, (a.bottom() + b.top()) / 2 + 3, "start");
            return;
        }
        // Where a way parts from others the word stands beside its end, where it joins them beside its beginning.
        var turn = fork ? b.top() - DiagramGrid.GAP + TURN : b.top() - TURN - 4;
        line(way, "M%d %dV%dH%dV%d", x1, a.bottom(), turn, x2, b.top());
        label(way.label(), (fork ? x2 : x1) + 8, fork ? turn + 22 : turn - 8, "start");
    }

    /// A bar is met straight above or below.
    private int port(String id, DiagramGrid.Spot spot, int other) {
        return grid.isBar(id) ? Math.clamp(other, spot.left(), spot.right()) : spot.x();
    }

    /// Past one or more rows.
    private void past(Layout.Way way, int first, int last) {
        var a = grid.at(way.from());
        var b = grid.at(way.to());
        // Left of the boxes, of its own word and of what already goes past the same rows.
        var word = (int) DiagramText.width(way.label(), DiagramGrid.LETTERS) + 2 * LABEL_UP;
        var edge = Math.min(grid.leftEdge(first, last), a.left() - word);
        for (var other : past) {
            edge = other.first() < last && first < other.last() ? Math.min(edge, other.x()) : edge;
        }
        var x = edge - ROOM;
        past.add(new Past(first, last, x));
        left = Math.min(left, x);
        line(way, "M%d %dH%dV%dH%d", a.left(), a.y(), x, b.y(), b.left());
        label(way.label(), a.left() - 8, a.y() - LABEL_UP, "end");
    }

    /// Back to a row above, or to itself.
    private void back(Layout.Way way) {
        var x = grid.rightEdge() + ROOM + 14 * backs++;
        right = Math.max(right, x);
        var b = grid.at(way.to());
        line(way, leave(way) + "H%dV%dH%d", x, b.y() - BESIDE, b.right());
        label(way.label(), x + 4, (grid.at(way.from()).y() + b.y()) / 2, "start");
        right = Math.max(right, x + 4 + (int) DiagramText.width(way.label(), DiagramGrid.LETTERS));
    }

    /// How a way leaves to the right: from the side of its box, or from below when another box stands there.
    private String leave(Layout.Way way) {
        var a = grid.at(way.from());
        return layout.hemmed(way.from())
                ? "M%d %dV%d".formatted(a.right() - ROOM, a.bottom(), a.bottom() + 10)
                : "M%d %d".formatted(a.right(), a.y() + BESIDE);
    }

    /// To what stands at the side: straight, or to its bottom or top, where such ways meet.
    private void aside(Layout.Way way) {
        var a = grid.at(way.from());
        var b = grid.at(way.to());
        var rows = layout.at(way.from()).row() - layout.at(way.to()).row();
        if (rows == 0 && !layout.hemmed(way.from())) {
            line(way, leave(way) + "H%d", b.left());
            label(way.label(), (a.right() + b.left()) / 2, a.y() + BESIDE + 18, "middle");
            return;
        }
        var below = rows > 0 || rows == 0;
        line(way, leave(way) + "H%dV%d", b.x(), below ? b.bottom() : b.top());
        if (labelled.add(way.to() + below + way.label())) {
            label(way.label(), b.x() - 8, below ? b.bottom() + 24 : b.top() - 14, "end");
        }
    }

    /// From the side on with the main way, or to the end.
    private void fromAside(Layout.Way way) {
        var a = grid.at(way.from());
        var b = grid.at(way.to());
        var rows = layout.at(way.to()).row() - layout.at(way.from()).row();
        var y = grid.isBar(way.to()) || way.to().equals(Step.END) || b.height() < 60 ? b.y() : b.y() - BESIDE;
        if (rows == 0) {
            line(way, "M%d %dH%d", a.left(), y, b.right());
            label(way.label(), (a.left() + b.right()) / 2, y - LABEL_UP, "middle");
        } else {
            var x = a.x() + DiagramGrid.BOX / 4;
            line(way, "M%d %dV%dH%d", x, rows > 0 ? a.bottom() : a.top(), y, b.right());
            label(way.label(), x + 6, rows > 0 ? a.bottom() + 24 : a.top() - 14, "start");
        }
    }

    private void line(Layout.Way way, String path, Object... places) {
        var back = Step.RETURN.equals(way.action());
        drawn.add("<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.5\"%s/>\n"
                .formatted(
                        path.formatted(places),
                        back ? "#b71c1c" : "#455a64",
                        back ? " stroke-dasharray=\"5 4\" marker-end=\"url(#back)\"" : " marker-end=\"url(#on)\""));
    }

    /// With a white rim, so that it is read where a line passes.
    private void label(String text, int x, int y, String anchor) {
        if (!text.isEmpty()) {
            drawn.add(
                    "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\" fill=\"#37474f\" stroke=\"#ffffff\" stroke-width=\"4\" paint-order=\"stroke\">%s</text>\n"
                            .formatted(x, y, anchor, DiagramText.escaped(text)));
        }
    }
}
