package org.yizhan.cases.process;

import java.util.regex.Pattern;

/// A time limit in working time: `5d` (working days) or `8h` (working hours).
public record Limit(int amount, Unit unit) {

    /// What is counted.
    public enum Unit {
        DAYS,
        HOURS
    }

    private static final Pattern SHAPE = Pattern.compile("([1-9][0-9]{0,3})([dh])");

    /// @throws IllegalArgumentException when the text is neither days nor hours
    public static Limit of(String text) {
        var shape = SHAPE.matcher(text);
        if (!shape.matches()) {
            throw new IllegalArgumentException("must be working days or hours, such as 5d or 8h, not " + text);
        }
        return new Limit(Integer.parseInt(shape.group(1)), shape.group(2).equals("d") ? Unit.DAYS : Unit.HOURS);
    }

    @Override
    public String toString() {
        return amount + (unit == Unit.DAYS ? "d" : "h");
    }
}
