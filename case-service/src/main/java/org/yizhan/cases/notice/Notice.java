package org.yizhan.cases.notice;

import java.time.Instant;
import java.util.List;
import org.yizhan.protocol.id.CaseId;
import org.yizhan.protocol.id.MaterialId;

/// What a resident was told that their application lacks.
///
/// @param number from 1 for each case
/// @param gaps   `form.<field>`, `material.<paper>`, `signature`
/// @param unfit  papers that do not do
/// @param name   of who gave it
record Notice(
        CaseId caseId, int number, List<String> gaps, List<Unfit> unfit, String givenBy, String name, Instant at) {

    /// @param code the paper that it was meant to be
    record Unfit(MaterialId material, String code, String why) {}
}
