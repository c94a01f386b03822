package org.yizhan.protocol.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/// Where a station stands in the organisation tree, as an `ltree` path: `d01` (district), `d01.s01` (street),
/// `d01.s01.c07` (community), `d01.s01.c07.e03` (compound), `d01.s01.c07.e03.b12` (building).
///
/// Whoever belongs to a path sees what lies at it or below it, and nothing else.
public record StationPath(@JsonValue String value) {

    private static final Pattern SHAPE = Pattern.compile("[a-z0-9]{1,32}(\\.[a-z0-9]{1,32}){0,7}");

    /// @throws IllegalArgumentException when the value has another shape
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public StationPath {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("not a station path");
        }
    }

    /// Whether `other` is this station or lies below it.
    public boolean covers(StationPath other) {
        return other.value.equals(value) || other.value.startsWith(value + ".");
    }

    /// 0 for the district bureau, 1 for a street, 2 for a community, 3 for a compound, 4 for a building.
    public int level() {
        return (int) value.chars().filter(c -> c == '.').count();
    }

    @Override
    public String toString() {
        return value;
    }
}
