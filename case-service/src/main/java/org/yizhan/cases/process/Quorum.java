package org.yizhan.cases.process;

/// How many of those asked must agree at a countersign step (会签、或签、票签).
public sealed interface Quorum {

    /// Everybody asked (会签).
    record All() implements Quorum {}

    /// One is enough (或签).
    record Any() implements Quorum {}

    /// That many (票签).
    record Votes(int needed) implements Quorum {}

    /// How many must agree when `seats` are asked.
    default int needed(int seats) {
        return switch (this) {
            case All _ -> seats;
            case Any _ -> 1;
            case Votes votes -> votes.needed();
        };
    }

    default String word() {
        return switch (this) {
            case All _ -> "all";
            case Any _ -> "any";
            case Votes votes -> "quorum " + votes.needed();
        };
    }
}
