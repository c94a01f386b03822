package org.yizhan.cases.search;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.yizhan.cases.confidential.Confidential;
import org.yizhan.protocol.id.ItemCode;
import org.yizhan.protocol.id.StationPath;

/// The keyed words that cases are found by: the first 32 bits of a blind index. Two words share one by accident in one
/// of
/// four thousand million pairs; then a case is listed that was not meant, among those that the reader may see anyway.
/// Whole
/// ID and telephone numbers are compared in full.
@Component
public class Terms {

    static final int NAME_RUN = 3;
    static final int TEXT_RUN = 2;

    /// Longer texts are found by their beginning.
    static final int LONGEST_TEXT = 400;

    private static final int LAST = 4;

    private final Confidential confidential;

    public Terms(Confidential confidential) {
        this.confidential = confidential;
    }

    private int term(String kind, String word) {
        return ByteBuffer.wrap(confidential.index("search." + kind, word)).getInt();
    }

    private Set<Integer> terms(String kind, Collection<String> words) {
        return words.stream().map(word -> term(kind, word)).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /// Everything that a name is found by.
    public Set<Integer> ofName(String name) {
        var all = terms("name", Grams.of(name, 1, NAME_RUN));
        all.addAll(terms("pinyin", Pinyin.words(name)));
        return all;
    }

    /// The ends of masked numbers, the item, and the places above.
    public Set<Integer> ofRest(String idMask, String phoneMask, ItemCode item, StationPath scope) {
        var all = new LinkedHashSet<Integer>();
        all.add(idEnd(last(idMask)));
        if (phoneMask.length() >= LAST) {
            all.add(phoneEnd(last(phoneMask)));
        }
        all.add(item(item));
        for (var level = 1; level <= Math.min(2, scope.level()); level++) {
            all.add(place(at(scope, level)));
        }
        return all;
    }

    /// Of a form's texts: what stands in `values`.
    public Set<Integer> ofForm(Map<String, Object> form) {
        return ofText(form.values().stream()
                .filter(String.class::isInstance)
                .map(String::valueOf)
                .collect(Collectors.joining(" ")));
    }

    public Set<Integer> ofText(String text) {
        var clean = text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ");
        var beginning = clean.length() > LONGEST_TEXT ? clean.substring(0, LONGEST_TEXT) : clean;
        return terms(
                "text",
                Grams.of(beginning, TEXT_RUN, TEXT_RUN).stream()
                        .filter(gram -> gram.indexOf(' ') < 0)
                        .toList());
    }

    Set<Integer> name(String part) {
        return terms("name", Grams.wanted(part, NAME_RUN));
    }

    int pinyin(String word) {
        return term("pinyin", word);
    }

    int idEnd(String four) {
        return term("id-end", four);
    }

    int phoneEnd(String four) {
        return term("phone-end", four);
    }

    int item(ItemCode code) {
        return term("item", code.value());
    }

    public int place(StationPath path) {
        return term("place", path.value());
    }

    /// The ancestor of a place at a level; the place itself when it is not deeper.
    public static StationPath at(StationPath path, int level) {
        var parts = path.value().split("\\.");
        return new StationPath(String.join(".", Arrays.asList(parts).subList(0, Math.min(level + 1, parts.length))));
    }

    private static String last(String text) {
        return text.substring(text.length() - LAST).toUpperCase(Locale.ROOT);
    }
}
