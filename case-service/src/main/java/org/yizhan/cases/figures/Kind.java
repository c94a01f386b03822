package org.yizhan.cases.figures;

import java.util.Locale;

/// What is counted.
enum Kind {
    /// Cases opened, of an item.
    OPENED,
    /// Those of them at a booth or a window: one person's visit.
    VISIT,
    /// Cases completed, of an item; more: whether in time and whether never sent back, as `11`.
    COMPLETED,
    /// Cases completed; of: how long they took, see [Took].
    CYCLE,
    /// Meetings that began.
    CONSULTATION,
    /// Steps left, of a step; more: how long the case had stood there, see [Took].
    STEP,
    /// Cases sent back, of an item; more: from which step.
    RETURN,
    /// Cases sent back, of a reason; more: `first` when this case had not been sent back for it before.
    REASON,
    /// Ratings of a level, without those whose appeal was upheld.
    RATING,
    /// Papers that were not asked for, of a kind; more: the law it rests on.
    RELIEF;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Kind of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
