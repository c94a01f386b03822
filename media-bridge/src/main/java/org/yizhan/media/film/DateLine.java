package org.yizhan.media.film;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/// Date and time of the meeting at the lower edge, in letters of its own: no font of the machine is needed, and the
/// line looks the same on each.
final class DateLine {

    private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx");

    private static final int DOT = 3;
    private static final int COLUMNS = 5;
    private static final int ADVANCE = (COLUMNS + 1) * DOT;
    private static final int LEFT = 18;
    private static final int TOP = Staging.HEIGHT - Staging.LINE + 8;
    private static final int BRIGHT = 215;

    /// Seven rows from top to bottom, five bits each.
    private static final Map<Character, int[]> SHAPES = Map.ofEntries(
            Map.entry('0', new int[] {14, 17, 19, 21, 25, 17, 14}),
            Map.entry('1', new int[] {4, 12, 4, 4, 4, 4, 14}),
            Map.entry('2', new int[] {14, 17, 1, 2, 4, 8, 31}),
            Map.entry('3', new int[] {31, 2, 4, 2, 1, 17, 14}),
            Map.entry('4', new int[] {2, 6, 10, 18, 31, 2, 2}),
            Map.entry('5', new int[] {31, 16, 30, 1, 1, 17, 14}),
            Map.entry('6', new int[] {6, 8, 16, 30, 17, 17, 14}),
            Map.entry('7', new int[] {31, 1, 2, 4, 8, 8, 8}),
            Map.entry('8', new int[] {14, 17, 17, 14, 17, 17, 14}),
            Map.entry('9', new int[] {14, 17, 17, 15, 1, 2, 12}),
            Map.entry(':', new int[] {0, 4, 4, 0, 4, 4, 0}),
            Map.entry('-', new int[] {0, 0, 0, 31, 0, 0, 0}),
            Map.entry('+', new int[] {0, 4, 4, 31, 4, 4, 0}));

    private final ZoneId zone;

    DateLine(ZoneId zone) {
        this.zone = zone;
    }

    void draw(Canvas canvas, Instant at) {
        String text = FORM.withZone(zone).format(at);
        for (int i = 0; i < text.length(); i++) {
            int[] shape = SHAPES.getOrDefault(text.charAt(i), new int[7]);
            for (int row = 0; row < shape.length; row++) {
                for (int column = 0; column < COLUMNS; column++) {
                    if ((shape[row] >> COLUMNS - 1 - column & 1) != 0) {
                        canvas.dot(LEFT + i * ADVANCE + column * DOT, TOP + row * DOT, DOT, BRIGHT);
                    }
                }
            }
        }
    }
}
