package org.yizhan.cases.intake;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;

/// A citizen's identity number (GB 11643): region, birthday, sequence and a check character.
///
/// @param value 18 characters, the last one a digit or a capital X
public record IdNumber(String value) {

    private static final int LENGTH = 18;
    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final String CHECKS = "10X98765432";
    private static final int SHOWN_FIRST = 3;
    private static final int SHOWN_LAST = 4;

    /// Empty when `text` is no such number: wrong length, wrong characters, no such day, wrong check character.
    public static Optional<IdNumber> read(String text) {
        var value = text.strip().toUpperCase(Locale.ROOT);
        var valid = value.matches("[1-9][0-9]{16}[0-9X]") && hasDay(value) && check(value) == value.charAt(LENGTH - 1);
        return valid ? Optional.of(new IdNumber(value)) : Optional.empty();
    }

    private static boolean hasDay(String value) {
        try {
            LocalDate.of(number(value, 6, 10), number(value, 10, 12), number(value, 12, 14));
            return number(value, 6, 10) >= 1800;
        } catch (DateTimeException _) {
            return false;
        }
    }

    private static int number(String value, int from, int to) {
        return Integer.parseInt(value.substring(from, to));
    }

    private static char check(String value) {
        var sum = 0;
        for (var i = 0; i < WEIGHTS.length; i++) {
            sum += WEIGHTS[i] * (value.charAt(i) - '0');
        }
        return CHECKS.charAt(sum % CHECKS.length());
    }

    public String masked() {
        return value.substring(0, SHOWN_FIRST)
                + "*".repeat(LENGTH - SHOWN_FIRST - SHOWN_LAST)
                + value.substring(LENGTH - SHOWN_LAST);
    }

    /// Without the number itself, so that no log gets it by accident.
    @Override
    public String toString() {
        return masked();
    }
}
