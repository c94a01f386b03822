package org.yizhan.cases.complaint;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.yizhan.protocol.id.CaseId;
import org.yizhan.protocol.id.StationPath;

/// What has to be answered, as who answers it sees it.
///
/// @param kind    `rating` or `complaint`
/// @param level   of a rating: 1 or 2
/// @param words   what the resident said
/// @param contact how to reach them, if they said so
/// @param upheld  whether the appeal was right, so that the rating does not count
@JsonInclude(JsonInclude.Include.NON_NULL)
record WorkOrder(
        UUID id,
        String kind,
        @Nullable CaseId caseId,
        StationPath scope,
        @Nullable Integer level,
        @Nullable String words,
        @Nullable String contact,
        Instant openedAt,
        Instant due,
        boolean overdue,
        @Nullable Instant calledAt,
        @Nullable String callNote,
        @Nullable String answer,
        @Nullable Instant answeredAt,
        @Nullable String appeal,
        @Nullable Instant appealAt,
        @Nullable Boolean upheld) {

    static final String WORDS = "work-order.words";
    static final String CONTACT = "work-order.contact";
    static final String NOTE = "work-order.note";

    /// The words themselves stay out of logs.
    @Override
    public String toString() {
        return "WorkOrder[" + id + "]";
    }
}
