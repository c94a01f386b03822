package org.yizhan.cases.signature;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yizhan.cases.audit.CanonicalJson;
import org.yizhan.cases.paper.Stroke;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// What came from a signature pad.
final class PadStrokes {

    static final int MOST_STROKES = 200;
    static final int MOST_POINTS = 10_000;
    static final int LARGEST_PAD = 8_192;

    /// Fewer points than any hand leaves that writes its name.
    private static final int FEWEST_POINTS = 4;

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<Map<String, List<List<Point>>>> TYPE = new TypeReference<>() {};

    private PadStrokes() {}

    /// @param t milliseconds since the first touch
    record Point(
            @Nullable Double x,
            @Nullable Double y,
            @Nullable Double t) {}

    /// Whether the strokes could come from a hand on a pad of that size.
    static boolean areFair(@Nullable List<@Nullable List<@Nullable Point>> strokes, int width, int height) {
        if (strokes == null || strokes.isEmpty() || strokes.size() > MOST_STROKES || !isPad(width) || !isPad(height)) {
            return false;
        }
        var points = 0;
        for (var stroke : strokes) {
            if (stroke == null || stroke.isEmpty()) {
                return false;
            }
            points += stroke.size();
            if (points > MOST_POINTS || !stroke.stream().allMatch(p -> isOn(p, width, height))) {
                return false;
            }
        }
        return points >= FEWEST_POINTS;
    }

    private static boolean isPad(int side) {
        return side > 0 && side <= LARGEST_PAD;
    }

    private static boolean isOn(@Nullable Point point, int width, int height) {
        return point != null
                && isBetween(point.x(), width)
                && isBetween(point.y(), height)
                && (point.t() == null || Double.isFinite(point.t()));
    }

    private static boolean isBetween(@Nullable Double value, int limit) {
        // A finger slips a little over the edge.
        return value != null && value >= -20 && value <= limit + 20;
    }

    static String write(List<@Nullable List<@Nullable Point>> strokes) {
        return CanonicalJson.of(Map.of("strokes", strokes));
    }

    static List<Stroke> read(String strokes) {
        return JSON.readValue(strokes, TYPE).getOrDefault("strokes", List.of()).stream()
                .map(stroke -> new Stroke(stroke.stream()
                        .map(p -> new Stroke.Dot(orZero(p.x()), orZero(p.y())))
                        .toList()))
                .toList();
    }

    private static double orZero(@Nullable Double value) {
        return value == null ? 0 : value;
    }
}
