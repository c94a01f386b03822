package org.yizhan.cases.basket;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.yizhan.protocol.id.CaseId;

/// Cases of one resident that were opened together.
///
/// @param cases as they were chosen
record Basket(UUID id, Instant at, List<CaseId> cases) {}
