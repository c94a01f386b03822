package org.yizhan.media.room;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// How a line is, in a word.
public enum LineGrade {
    GOOD,
    FAIR,
    POOR;

    static LineGrade of(long value, long fair, long poor) {
        return value >= poor ? POOR : value >= fair ? FAIR : GOOD;
    }

    /// The worse of the two.
    public static LineGrade worse(LineGrade one, LineGrade other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
