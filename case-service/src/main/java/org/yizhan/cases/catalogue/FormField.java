package org.yizhan.cases.catalogue;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One field of a form.
///
/// @param choices   what may be chosen; empty when it is not a choice
/// @param mustBe    the only value that completes the form, as for a promise; null when there is none
public record FormField(
        String name,
        Kind kind,
        String title,
        String titleEn,
        boolean required,
        List<String> choices,
        int minLength,
        int maxLength,
        @Nullable Boolean mustBe) {

    /// Text longer than this is refused whatever the schema says.
    static final int LONGEST = 500;

    /// What a field holds.
    public enum Kind {
        TEXT,
        DATE,
        CHOICE,
        FLAG
    }

    /// Whether `value` may stand in the field while the form is being filled; an empty text may.
    boolean accepts(Object value) {
        return switch (kind) {
            case FLAG -> value instanceof Boolean;
            case CHOICE -> value instanceof String text && (text.isEmpty() || choices.contains(text));
            case DATE -> value instanceof String text && (text.isEmpty() || isDate(text));
            case TEXT ->
                value instanceof String text
                        && text.codePointCount(0, text.length()) <= maxLength
                        && text.chars().noneMatch(Character::isISOControl);
        };
    }

    /// Whether a value that is accepted also completes the field.
    boolean completes(@Nullable Object value) {
        return switch (value) {
            case null -> !required;
            case Boolean flag -> mustBe == null || mustBe.equals(flag);
            case String text ->
                text.isBlank()
                        ? !required
                        : text.strip().codePointCount(0, text.strip().length()) >= minLength;
            default -> false;
        };
    }

    /// The value as people read it.
    public String shown(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case Boolean flag -> flag ? "是" : "否";
            default -> String.valueOf(value);
        };
    }

    private static boolean isDate(String text) {
        try {
            return LocalDate.parse(text).getYear() >= 1900 && text.length() == 10;
        } catch (DateTimeParseException _) {
            return false;
        }
    }

    /// Names of all kinds of values a form may hold.
    static final List<String> TYPES = List.of("string", "boolean");
}
