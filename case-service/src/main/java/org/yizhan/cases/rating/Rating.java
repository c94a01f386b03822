package org.yizhan.cases.rating;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.yizhan.protocol.id.ConsultationId;

/// What a resident thought of the service.
///
/// @param level 5 非常满意, 4 满意, 3 基本满意, 2 不满意, 1 非常不满意
public record Rating(
        @Nullable ConsultationId consultation,
        int level,
        @Nullable String comment,
        Instant at) {

    static final int WORST = 1;
    static final int BEST = 5;
}
