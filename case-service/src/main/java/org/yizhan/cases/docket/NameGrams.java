package org.yizhan.cases.docket;

import java.util.Set;
import java.util.stream.Collectors;

/// The pieces by which names are found.
public final class NameGrams {

    private NameGrams() {}

    /// What a searched text's names must contain: of a single character itself, of a longer text all its pairs.
    public static Set<String> wanted(String text) {
        var grams = CaseRows.grams(text);
        var single = text.codePointCount(0, text.length()) == 1;
        return single
                ? grams
                : grams.stream()
                        .filter(g -> g.codePointCount(0, g.length()) == 2)
                        .collect(Collectors.toSet());
    }
}
