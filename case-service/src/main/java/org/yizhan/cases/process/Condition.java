package org.yizhan.cases.process;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a choice asks of a case: data, never a program. A field that is empty satisfies nothing but `isNot`, `not` and
/// `filled: false`.
public sealed interface Condition {

    boolean holds(Map<String, Object> form, Channel channel);

    /// As a reader of the diagram sees it.
    String shown();

    /// The form fields that it asks.
    default Stream<String> fields() {
        return switch (this) {
            case Compare compare -> Stream.of(compare.field());
            case Filled filled -> Stream.of(filled.field());
            case CameIn _ -> Stream.empty();
            case Every every -> every.parts().stream().flatMap(Condition::fields);
            case Some some -> some.parts().stream().flatMap(Condition::fields);
            case Not not -> not.part().fields();
        };
    }

    /// How a field is compared. Numbers are compared as numbers and dates (`2026-05-01`) as dates.
    enum Operator {
        IS("="),
        IS_NOT("≠"),
        IN("∈"),
        AT_LEAST("≥"),
        AT_MOST("≤"),
        MORE_THAN(">"),
        LESS_THAN("<");

        private final String sign;

        Operator(String sign) {
            this.sign = sign;
        }
    }

    /// @param values one; of `in` one or more
    record Compare(String field, Operator operator, List<String> values) implements Condition {

        @Override
        public boolean holds(Map<String, Object> form, Channel channel) {
            var held = text(form.get(field));
            return switch (operator) {
                case IS, IN -> held != null && values.stream().anyMatch(v -> order(held, v) == 0);
                case IS_NOT -> held == null || values.stream().noneMatch(v -> order(held, v) == 0);
                case AT_LEAST -> held != null && comparable(held) && order(held, values.getFirst()) >= 0;
                case AT_MOST -> held != null && comparable(held) && order(held, values.getFirst()) <= 0;
                case MORE_THAN -> held != null && comparable(held) && order(held, values.getFirst()) > 0;
                case LESS_THAN -> held != null && comparable(held) && order(held, values.getFirst()) < 0;
            };
        }

        /// A word is neither more nor less than a number.
        private boolean comparable(String held) {
            return (number(held) == null) == (number(values.getFirst()) == null);
        }

        @Override
        public String shown() {
            var right = values.size() == 1 ? values.getFirst() : values.toString();
            return field + " " + operator.sign + " " + right;
        }

        private static int order(String one, String other) {
            var left = number(one);
            var right = number(other);
            return left != null && right != null ? left.compareTo(right) : one.compareTo(other);
        }

        static @Nullable BigDecimal number(String text) {
            try {
                return new BigDecimal(text);
            } catch (NumberFormatException _) {
                return null;
            }
        }

        private static @Nullable String text(@Nullable Object value) {
            var text = Objects.toString(value, "").strip();
            return text.isEmpty() ? null : text;
        }
    }

    /// Whether a field holds anything.
    record Filled(String field, boolean wanted) implements Condition {

        @Override
        public boolean holds(Map<String, Object> form, Channel channel) {
            return !Objects.toString(form.get(field), "").isBlank() == wanted;
        }

        @Override
        public String shown() {
            return field + (wanted ? " ✓" : " ✗");
        }
    }

    /// How the case came in.
    record CameIn(Channel by) implements Condition {

        @Override
        public boolean holds(Map<String, Object> form, Channel channel) {
            return channel == by;
        }

        @Override
        public String shown() {
            return "channel = " + by.word();
        }
    }

    /// All of these.
    record Every(List<Condition> parts) implements Condition {

        @Override
        public boolean holds(Map<String, Object> form, Channel channel) {
            return parts.stream().allMatch(p -> p.holds(form, channel));
        }

        @Override
        public String shown() {
            return String.join(" ∧ ", parts.stream().map(Condition::shown).toList());
        }
    }

    /// One of these.
    record Some(List<Condition> parts) implements Condition {

        @Override
        public boolean holds(Map<String, Object> form, Channel channel) {
            return parts.stream().anyMatch(p -> p.holds(form, channel));
        }

        @Override
        public String shown() {
            return "(" + String.join(" ∨ ", parts.stream().map(Condition::shown).toList()) + ")";
        }
    }

    /// Not this.
    record Not(Condition part) implements Condition {

        @Override
        public boolean holds(Map<String, Object> form, Channel channel) {
            return !part.holds(form, channel);
        }

        @Override
        public String shown() {
            return "¬(" + part.shown() + ")";
        }
    }
}
