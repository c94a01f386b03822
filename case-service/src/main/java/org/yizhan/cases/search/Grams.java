package org.yizhan.cases.search;

import java.util.LinkedHashSet;
import java.util.Set;

/// Pieces of texts: runs of neighbouring characters.
final class Grams {

    private Grams() {}

    /// All runs of `least` to `most` characters.
    static Set<String> of(String text, int least, int most) {
        var points = text.codePoints().toArray();
        var grams = new LinkedHashSet<String>();
        for (var from = 0; from < points.length; from++) {
            for (var length = least; length <= most && from + length <= points.length; length++) {
                grams.add(new String(points, from, length));
            }
        }
        return grams;
    }

    /// What a text must have been cut into if it holds `wanted`: its longest runs of up to `most` characters.
    static Set<String> wanted(String wanted, int most) {
        var length = Math.min(most, wanted.codePointCount(0, wanted.length()));
        return of(wanted, length, length);
    }
}
