package org.yizhan.cases.search;

import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yizhan.cases.catalogue.Catalogue;
import org.yizhan.cases.catalogue.ServiceItem;
import org.yizhan.cases.confidential.Confidential;
import org.yizhan.cases.settings.CaseSettings;
import org.yizhan.protocol.id.StationPath;

/// Reads one typed word in every way that it may be meant, the likeliest first.
@Component
class Reading {

    private static final String NUMBER = "[A-Z]{1,8}-[0-9]{4}(-[0-9]{0,12})?|[A-Z]{1,8}-";
    private static final int LONGEST_NAME = 6;

    private final Terms terms;
    private final Confidential confidential;
    private final Catalogue catalogue;
    private final CaseSettings settings;
    private final Clock clock;

    /// By the name of the item; as many as there are items.
    private final Map<String, String> initials = new ConcurrentHashMap<>();

    Reading(Terms terms, Confidential confidential, Catalogue catalogue, CaseSettings settings, Clock clock) {
        this.terms = terms;
        this.confidential = confidential;
        this.catalogue = catalogue;
        this.settings = settings;
        this.clock = clock;
    }

    /// @param station what station is called so, if one is
    Map<Kind, Wanted> read(String typed, @Nullable StationPath station) {
        var word = typed.strip();
        var upper = word.toUpperCase(Locale.ROOT);
        var ways = new EnumMap<Kind, Wanted>(Kind.class);
        if (upper.matches(NUMBER)) {
            ways.put(Kind.NUMBER, check("f.number LIKE :check", upper + "%"));
        }
        if (upper.matches("[1-9][0-9]{16}[0-9X]")) {
            ways.put(Kind.ID, check("f.id_index = :check", confidential.index("resident.id-number", upper)));
        }
        if (word.matches("\\+?[0-9]{7,15}")) {
            ways.put(Kind.PHONE, check("f.phone_index = :check", confidential.index("resident.phone", word)));
        }
        Dates.read(word, settings.zone()).ifPresent(days -> ways.put(Kind.DATE, days));
        if (upper.matches("[0-9]{3}[0-9X]")) {
            ways.put(Kind.ID_END, of(Set.of(terms.idEnd(upper)), Set.of(), false));
        }
        if (word.matches("[0-9]{4}")) {
            ways.put(Kind.PHONE_END, rare(terms.phoneEnd(word)));
        }
        if (word.matches("[0-9]{1,6}")) {
            ways.put(Kind.NUMBER, check("f.number = ANY(:check)", numbers(word)));
        }
        if (word.matches("[a-zA-Z]{1,30}")) {
            ways.put(Kind.PINYIN, of(Set.of(terms.pinyin(word.toLowerCase(Locale.ROOT))), Set.of(), false));
        }
        var length = word.codePointCount(0, word.length());
        if (length <= LONGEST_NAME && word.codePoints().allMatch(c -> Character.isLetter(c) || c == '·')) {
            ways.put(
                    Kind.NAME,
                    of(terms.name(word), Set.of(), length >= Terms.NAME_RUN)
                            .and(new Wanted(
                                    Set.of(),
                                    Set.of(),
                                    false,
                                    null,
                                    null,
                                    null,
                                    List.of(new Wanted.Check(
                                            "position(:check IN f.resident_name) > 0", word, false)))));
        }
        item(word).ifPresent(item -> ways.put(Kind.ITEM, of(Set.of(terms.item(item.code())), Set.of(), false)));
        if (station != null) {
            ways.put(Kind.STATION, new Wanted(Set.of(), Set.of(), false, station, null, null, List.of()));
        }
        var text = terms.ofText(word);
        if (!text.isEmpty()) {
            ways.put(Kind.TEXT, of(Set.of(), text, false));
        }
        return ways;
    }

    /// An item by its name, or by the initials of its name.
    private Optional<ServiceItem> item(String word) {
        return items(word).stream().filter(item -> matches(item, word)).findFirst();
    }

    private boolean matches(ServiceItem item, String word) {
        return item.name().equals(word)
                || item.code().value().equals(word)
                || initials(item).equals(word.toLowerCase(Locale.ROOT));
    }

    /// Items whose names hold a word, for suggestions.
    List<ServiceItem> items(String word) {
        var small = word.toLowerCase(Locale.ROOT);
        return catalogue.all().stream()
                .filter(item -> item.name().contains(word)
                        || item.code().value().equals(small)
                        || item.nameEn().toLowerCase(Locale.ROOT).contains(small)
                        || initials(item).startsWith(small))
                .toList();
    }

    private String initials(ServiceItem item) {
        return initials.computeIfAbsent(item.name(), Pinyin::initials);
    }

    /// The case numbers of this year and the last that end so.
    private String[] numbers(String digits) {
        var year = clock.instant().atZone(settings.zone()).getYear();
        var count = Integer.parseInt(digits);
        return List.of(year, year - 1).stream()
                .map(y -> "%s-%d-%06d".formatted(settings.numberPrefix(), y, count))
                .toArray(String[]::new);
    }

    private static Wanted check(String condition, Object value) {
        return new Wanted(
                Set.of(), Set.of(), true, null, null, null, List.of(new Wanted.Check(condition, value, true)));
    }

    private static Wanted rare(int term) {
        return of(Set.of(term), Set.of(), true);
    }

    private static Wanted of(Set<Integer> all, Set<Integer> text, boolean rare) {
        return new Wanted(all, text, rare, null, null, null, List.of());
    }
}
