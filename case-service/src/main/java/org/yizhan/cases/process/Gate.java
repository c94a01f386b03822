package org.yizhan.cases.process;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where a process forks or meets again. Nobody works at a gate: a case passes it in the moment it gets there.
public sealed interface Gate {

    String id();

    /// Takes the first way whose condition holds; the last has none.
    record Choice(String id, List<Way> ways) implements Gate {}

    /// @param when null: otherwise
    /// @param name what a reader of the diagram calls it, in Chinese; empty: the condition itself
    record Way(@Nullable Condition when, String to, String name, String nameEn) {}

    /// Begins all its branches at once; they meet at its join.
    record Split(String id, List<String> branches, String join) implements Gate {}

    /// Waits for every branch of its split.
    record Join(String id, String split, String to) implements Gate {}
}
