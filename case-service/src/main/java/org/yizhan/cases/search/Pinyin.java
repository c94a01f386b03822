package org.yizhan.cases.search;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.ibm.icu.text.Transliterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/// How names are typed without a Chinese keyboard: by initials (`zs`), by syllables (`zhang`, `zhangsan`).
final class Pinyin {

    /// Readings of characters as in names, without tones.
    private static final Transliterator READING = Transliterator.getInstance("Han-Latin/Names; Latin-ASCII");

    /// Looking a character up in all rules takes a hundred times longer than here.
    private static final Cache<Integer, List<String>> READINGS =
            Caffeine.newBuilder().maximumSize(30_000).build();

    private static final int LONGEST_RUN = 3;

    private Pinyin() {}

    /// All runs of up to three neighbours, as initials and as syllables.
    static Set<String> words(String text) {
        var syllables = syllables(text);
        var words = new LinkedHashSet<String>();
        for (var from = 0; from < syllables.size(); from++) {
            var initials = new StringBuilder();
            var whole = new StringBuilder();
            for (var at = from; at < Math.min(from + LONGEST_RUN, syllables.size()); at++) {
                initials.append(syllables.get(at).charAt(0));
                whole.append(syllables.get(at));
                words.add(initials.toString());
                words.add(whole.toString());
            }
        }
        return words;
    }

    /// The initials of a whole text: `ydjyba` for 异地就医备案.
    static String initials(String text) {
        var initials = new StringBuilder();
        syllables(text).forEach(syllable -> initials.append(syllable.charAt(0)));
        return initials.toString();
    }

    private static List<String> syllables(String text) {
        return text.codePoints().mapToObj(Pinyin::reading).flatMap(List::stream).toList();
    }

    /// What one character contributes: a syllable; several, or none, when it is not of the Chinese script.
    private static List<String> reading(int character) {
        return READINGS.get(character, Pinyin::read);
    }

    private static List<String> read(int character) {
        return Stream.of(READING.transliterate(Character.toString(character))
                        .toLowerCase(Locale.ROOT)
                        .split("[^a-z]+"))
                .filter(syllable -> !syllable.isEmpty())
                .toList();
    }
}
