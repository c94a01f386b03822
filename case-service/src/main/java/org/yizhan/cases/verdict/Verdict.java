package org.yizhan.cases.verdict;

import java.time.Instant;

/// A signed decision.
///
/// @param seq         the line of the case's history that is the decision
/// @param certificate serial number of the certificate that it was signed with
record Verdict(int seq, String sha256, int bytes, String signedBy, String certificate, Instant at) {}
