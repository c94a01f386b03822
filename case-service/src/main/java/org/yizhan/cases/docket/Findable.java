package org.yizhan.cases.docket;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// By what a new case is found, as hashes; written together with the case, so that who is answered finds it.
///
/// @param roots    the scope's ancestors at the levels district, street, community; null below the scope
/// @param terms    of name, numbers, item and place
/// @param textTerms of the form
public record Findable(List<@Nullable Integer> roots, List<Integer> terms, List<Integer> textTerms) {}
