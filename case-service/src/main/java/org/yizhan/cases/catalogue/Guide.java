package org.yizhan.cases.catalogue;

import java.util.List;

/// What a resident reads before coming (办事指南). The papers are those of the item.
///
/// @param complaints telephone number for complaints
public record Guide(List<Words> conditions, List<Words> steps, Words time, Words place, String complaints) {

    /// A sentence in both languages.
    public record Words(String text, String textEn) {}
}
