package org.yizhan.platform.problem;

import org.jspecify.annotations.Nullable;

/// Why something was refused or failed, for people and programs alike.
///
/// @param status HTTP status that fits it
/// @param code   stable, lower case with hyphens: `case-stale-version`
/// @param zh     one sentence that a resident or officer may read
/// @param en     the same in English
/// @param field  which field is wrong, when one is
public record Problem(
        int status,
        String code,
        String zh,
        String en,
        @Nullable String field) {

    public static Problem of(int status, String code, String zh, String en) {
        return new Problem(status, code, zh, en, null);
    }

    public Problem at(String wrongField) {
        return new Problem(status, code, zh, en, wrongField);
    }
}
