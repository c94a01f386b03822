package org.yizhan.cases.paper;

import java.util.List;

/// One line of a hand, in the coordinates of the pad it was drawn on, from its top left corner.
public record Stroke(List<Dot> dots) {

    /// Where the pen was.
    public record Dot(double x, double y) {}
}
