package org.yizhan.cases.catalogue;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.yizhan.cases.yaml.YamlValue;

/// Reads the JSON Schema of a form: the few kinds of fields that a booth can show.
final class FormFile {

    private FormFile() {}

    @SuppressWarnings("unchecked")
    static FormSchema read(YamlValue form) {
        form.only("type", "required", "properties");
        if (!form.get("type").text().equals("object")) {
            throw form.get("type").wrong("must be object");
        }
        var required = form.find("required").map(YamlValue::list).orElse(List.of());
        var names = required.stream().map(YamlValue::text).collect(Collectors.toSet());
        var fields = new ArrayList<FormField>();
        form.get("properties").entries().forEach((name, value) -> fields.add(field(name, value, names.contains(name))));
        for (var name : required) {
            if (fields.stream().noneMatch(f -> f.name().equals(name.text()))) {
                throw name.wrong("is required but not a property: " + name.text());
            }
        }
        return new FormSchema((Map<String, Object>) form.plain(), List.copyOf(fields));
    }

    private static FormField field(String name, YamlValue value, boolean required) {
        value.only("type", "format", "title", "titleEn", "enum", "enumTitlesEn", "minLength", "maxLength", "const");
        if (!name.matches("[a-z][a-zA-Z0-9]{0,39}")) {
            throw value.wrong("must be named with letters and digits, small letter first");
        }
        return new FormField(
                name,
                kind(value),
                value.get("title").text(),
                value.get("titleEn").text(),
                required,
                choices(value),
                value.find("minLength").map(YamlValue::number).orElse(1),
                Math.min(value.find("maxLength").map(YamlValue::number).orElse(200), FormField.LONGEST),
                value.find("const").map(YamlValue::flag).orElse(null));
    }

    private static FormField.Kind kind(YamlValue value) {
        var type = value.get("type");
        if (!FormField.TYPES.contains(type.text())) {
            throw type.wrong("must be one of " + FormField.TYPES);
        }
        if (type.text().equals("boolean")) {
            return FormField.Kind.FLAG;
        }
        if (value.find("enum").isPresent()) {
            return FormField.Kind.CHOICE;
        }
        return value.find("format")
                .map(format -> {
                    if (!format.text().equals("date")) {
                        throw format.wrong("must be date");
                    }
                    return FormField.Kind.DATE;
                })
                .orElse(FormField.Kind.TEXT);
    }

    /// What may be chosen, as it is written and read in Chinese; `enumTitlesEn` has the same in English, in the same
    /// order.
    private static List<String> choices(YamlValue value) {
        var words = value.find("enum").map(YamlValue::list).orElse(List.of());
        if (!words.isEmpty() && value.get("enumTitlesEn").list().size() != words.size()) {
            throw value.get("enumTitlesEn").wrong("must have as many entries as enum");
        }
        var choices = new LinkedHashSet<String>();
        for (var word : words) {
            if (!choices.add(word.text())) {
                throw word.wrong("is there twice");
            }
        }
        return List.copyOf(choices);
    }
}
