package org.yizhan.cases.search;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yizhan.protocol.id.CaseId;

/// Where cases were found.
///
/// @param cases  newest first
/// @param kind   how the words were read; null for all cases
/// @param kinds  how else they may be read
/// @param count  how many there are, no more than [#MOST_COUNTED]
/// @param capped whether there are more than that
public record Found(List<At> cases, @Nullable Kind kind, List<Kind> kinds, int count, boolean capped) {

    /// Nobody reads so many; counting on would cost more than finding.
    public static final int MOST_COUNTED = 100;

    /// A case, and where it stands in the order.
    public record At(CaseId id, Instant openedAt) {}
}
