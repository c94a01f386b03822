package org.yizhan.cases.figures;

import java.util.Map;
import java.util.TreeMap;

/// How long things took, as classes that can be summed: class 0 is up to a minute, and each further one ends
/// 5 % later than the one before. What is read from a class is its middle, at most 2.5 % from what it was.
final class Took {

    private static final double FIRST_S = 60;
    private static final double GROWTH = 1.05;

    /// The class of an interval, in SQL.
    static String sql(String interval) {
        return "ceil(ln(greatest(extract(epoch FROM %s), %s) / %s) / ln(%s::float8))::int::text"
                .formatted(interval, FIRST_S, FIRST_S, GROWTH);
    }

    private final TreeMap<Integer, Long> classes = new TreeMap<>();
    private long all;

    void add(String which, long amount) {
        classes.merge(Integer.valueOf(which), amount, Long::sum);
        all += amount;
    }

    long count() {
        return all;
    }

    /// The time that `share` of all took no longer than, in hours with two decimals.
    ///
    /// @param share more than 0, at most 1
    /// @throws IllegalStateException when nothing was added
    double hours(double share) {
        var rank = Math.max(1, (long) Math.ceil(share * all));
        var passed = 0L;
        for (Map.Entry<Integer, Long> one : classes.entrySet()) {
            passed += one.getValue();
            if (passed >= rank) {
                return Math.round(middle(one.getKey()) / 36) / 100.0;
            }
        }
        throw new IllegalStateException("nothing was counted");
    }

    private static double middle(int which) {
        return which == 0 ? FIRST_S / 2 : FIRST_S * Math.pow(GROWTH, which - 0.5);
    }
}
