package org.yizhan.cases.process;

import java.util.List;
import java.util.Map;
import org.yizhan.cases.process.Condition.Operator;
import org.yizhan.cases.yaml.YamlValue;

/// Reads a condition: `{field: amount, atLeast: 10000}`, `{channel: booth}`, `{all: […]}`, `{any: […]}`, `{not: …}`.
final class ConditionFile {

    private static final Map<String, Operator> OPERATORS = Map.of(
            "is", Operator.IS,
            "isNot", Operator.IS_NOT,
            "in", Operator.IN,
            "atLeast", Operator.AT_LEAST,
            "atMost", Operator.AT_MOST,
            "moreThan", Operator.MORE_THAN,
            "lessThan", Operator.LESS_THAN);

    /// Deeper ones nobody understands.
    private static final int DEEPEST = 4;

    private ConditionFile() {}

    static Condition read(YamlValue value) {
        return read(value, 1);
    }

    private static Condition read(YamlValue value, int depth) {
        if (depth > DEEPEST) {
            throw value.wrong("is nested too deeply");
        }
        var entries = value.entries();
        if (entries.containsKey("field")) {
            return field(value);
        }
        if (entries.size() != 1) {
            throw value.wrong("must be one of field, channel, all, any, not");
        }
        value.only("channel", "all", "any", "not");
        var only = entries.values().iterator().next();
        return switch (entries.keySet().iterator().next()) {
            case "channel" -> new Condition.CameIn(only.oneOf(Channel.class));
            case "all" -> new Condition.Every(several(only, depth));
            case "any" -> new Condition.Some(several(only, depth));
            default -> new Condition.Not(read(only, depth + 1));
        };
    }

    private static List<Condition> several(YamlValue value, int depth) {
        var parts = value.list();
        if (parts.isEmpty()) {
            throw value.wrong("must have at least one condition");
        }
        return parts.stream().map(p -> read(p, depth + 1)).toList();
    }

    private static Condition field(YamlValue value) {
        var field = value.get("field").text();
        if (!field.matches("[a-z][a-zA-Z0-9]{0,39}")) {
            throw value.get("field").wrong("is no name of a form field: " + field);
        }
        var entries = value.entries();
        if (entries.size() != 2) {
            throw value.wrong("must have field and one comparison");
        }
        if (entries.containsKey("filled")) {
            return new Condition.Filled(field, value.get("filled").flag());
        }
        for (var known : OPERATORS.entrySet()) {
            if (entries.containsKey(known.getKey())) {
                return compare(field, known.getValue(), value.get(known.getKey()));
            }
        }
        throw value.wrong(
                "compares with none of " + OPERATORS.keySet().stream().sorted().toList() + " or filled");
    }

    private static Condition compare(String field, Operator operator, YamlValue with) {
        var values = operator == Operator.IN
                ? with.list().stream().map(YamlValue::text).toList()
                : List.of(with.text());
        if (values.isEmpty()) {
            throw with.wrong("must name at least one value");
        }
        var ordered = !List.of(Operator.IS, Operator.IS_NOT, Operator.IN).contains(operator);
        if (ordered && Condition.Compare.number(values.getFirst()) == null && !isDate(values.getFirst())) {
            throw with.wrong("must be a number or a date, not " + values.getFirst());
        }
        return new Condition.Compare(field, operator, values);
    }

    private static boolean isDate(String text) {
        return text.matches("[12][0-9]{3}-[01][0-9]-[0-3][0-9]");
    }
}
