package org.yizhan.cases.catalogue;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The form of a service item.
///
/// @param json   its JSON Schema, as pages get it
/// @param fields the same, for us
public record FormSchema(Map<String, Object> json, List<FormField> fields) {

    static final FormSchema NONE = new FormSchema(Map.of("type", "object", "properties", Map.of()), List.of());

    /// The first field that holds what it may not, or that does not exist. What is merely missing is a gap, not an
    /// error: forms are filled step by step.
    public Optional<String> firstWrong(Map<String, Object> form) {
        return form.entrySet().stream()
                .filter(e -> fields.stream().noneMatch(f -> f.name().equals(e.getKey()) && f.accepts(e.getValue())))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /// Fields that still have to be filled.
    public List<String> gaps(Map<String, Object> form) {
        return fields.stream()
                .filter(f -> !f.completes(form.get(f.name())))
                .map(FormField::name)
                .toList();
    }
}
