package org.yizhan.cases.archive;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yizhan.protocol.id.CaseId;
import org.yizhan.protocol.id.ItemCode;
import org.yizhan.protocol.id.StationPath;

/// A page of cases.
///
/// @param more whether another page follows
record Listing(List<Line> items, int page, int size, boolean more) {

    static final int SIZE = 20;

    /// A case in a list. The full name is only there for those who handle cases.
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Line(
            CaseId id,
            String number,
            long version,
            ItemCode item,
            String itemName,
            String itemNameEn,
            String state,
            @Nullable At step,
            String maskedName,
            @Nullable String name,
            StationPath scope,
            Instant openedAt,
            Instant updatedAt) {}

    record At(String id, String level, String name, String nameEn) {}
}
