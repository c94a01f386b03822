package org.yizhan.cases.signature;

import java.time.Instant;

/// The document that a resident signs, for one revision of the form.
///
/// @param sha256 lower-case hexadecimal hash of its exact bytes
public record Document(int formRevision, String sha256, int bytes, Instant at) {}
