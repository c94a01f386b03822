package org.yizhan.cases.figures;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Counts of everything that [Kind] names. Sums of tallies are tallies.
final class Tally {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<Object[][]> ROWS = new TypeReference<>() {};

    /// What was counted: of an item, a step, a reason …, and what more there is to it; either may be empty.
    record What(String of, String more) implements Comparable<What> {

        @Override
        public int compareTo(What other) {
            var byOf = of.compareTo(other.of);
            return byOf == 0 ? more.compareTo(other.more) : byOf;
        }
    }

    private final Map<Kind, TreeMap<What, Long>> counts = new EnumMap<>(Kind.class);

    Tally add(Kind kind, String of, String more, long amount) {
        counts.computeIfAbsent(kind, _ -> new TreeMap<>()).merge(new What(of, more), amount, Long::sum);
        return this;
    }

    Tally add(Tally other) {
        other.counts.forEach((kind, all) -> all.forEach((what, amount) -> add(kind, what.of(), what.more(), amount)));
        return this;
    }

    void each(Kind kind, BiConsumer<What, Long> one) {
        counts.getOrDefault(kind, new TreeMap<>()).forEach(one);
    }

    long sum(Kind kind) {
        return counts.getOrDefault(kind, new TreeMap<>()).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    /// `[["opened","person-enquiry","",3], …]`
    String json() {
        var rows = JSON.createArrayNode();
        counts.forEach((kind, all) -> all.forEach((what, amount) ->
                rows.addArray().add(kind.word()).add(what.of()).add(what.more()).add(amount)));
        return JSON.writeValueAsString(rows);
    }

    static Tally of(String json) {
        var tally = new Tally();
        for (var row : JSON.readValue(json, ROWS)) {
            tally.add(Kind.of((String) row[0]), (String) row[1], (String) row[2], ((Number) row[3]).longValue());
        }
        return tally;
    }
}
