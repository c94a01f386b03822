package org.yizhan.cases.catalogue;

import org.jspecify.annotations.Nullable;

/// What law an item rests on.
///
/// @param article number of the article; null when the whole applies
public record LegalBasis(String law, String lawEn, @Nullable String article) {}
