package org.yizhan.protocol.cases;

import org.jspecify.annotations.Nullable;
import org.yizhan.protocol.id.CaseId;
import org.yizhan.protocol.id.ItemCode;
import org.yizhan.protocol.id.StationPath;

/// What a ticket and a meeting show of a case. Carries no personal data beyond a masked name.
///
/// @param number     the case number that people read out, such as `QD-2026-000123`
/// @param itemName   Chinese name of the service item
/// @param itemNameEn its English name
/// @param maskedName family name and stars: 张*
/// @param scope      the station that the case belongs to (the resident's community, or the street)
/// @param terminal   the booth that opened it in the sitting that is going on; null when none
public record CaseBrief(
        CaseId caseId,
        String number,
        ItemCode item,
        String itemName,
        String itemNameEn,
        String maskedName,
        StationPath scope,
        @Nullable String terminal) {}
