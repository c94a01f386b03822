package org.yizhan.cases.catalogue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yizhan.protocol.id.ItemCode;

/// What a version of an item says otherwise than the one before it.
///
/// @param before  that version; null when the item is new
/// @param changes in the order of the file; what is gone comes last in its place
record ItemChanges(
        ItemCode code, int version, @Nullable Integer before, String name, String nameEn, List<Change> changes) {

    /// One place of the YAML.
    ///
    /// @param path   such as `limit` or `materials[residence-proof].required`
    /// @param before null when it was not there
    /// @param after  null when it is gone
    record Change(
            String path, @Nullable String before, @Nullable String after) {}

    /// Of this there is one in each list; what has none is counted.
    private static final List<String> NAMES = List.of("code", "id");

    /// They stand above the changes.
    private static final Set<String> KNOWN = Set.of("code", "version");

    /// @param old  the version before it as plain YAML; null for none
    /// @param yaml the same of this version
    static ItemChanges of(ServiceItem item, @Nullable Integer before, @Nullable Object old, Object yaml) {
        var changes = new ArrayList<Change>();
        compare("", old == null ? Map.of() : old, yaml, changes);
        changes.removeIf(c -> KNOWN.contains(c.path()));
        return new ItemChanges(item.code(), item.version(), before, item.name(), item.nameEn(), List.copyOf(changes));
    }

    private static void compare(String path, @Nullable Object before, @Nullable Object after, List<Change> changes) {
        if (Objects.equals(before, after)) {
            return;
        }
        if (before instanceof Map<?, ?> was && after instanceof Map<?, ?> is) {
            all(was.keySet(), is.keySet())
                    .forEach(key ->
                            compare(path.isEmpty() ? key : path + "." + key, was.get(key), is.get(key), changes));
        } else if (before instanceof List<?> was && after instanceof List<?> is && isOfMaps(was) && isOfMaps(is)) {
            compareLists(path, named(was), named(is), changes);
        } else {
            changes.add(new Change(path, before == null ? null : text(before), after == null ? null : text(after)));
        }
    }

    private static void compareLists(
            String path, Map<String, Object> was, Map<String, Object> is, List<Change> changes) {
        for (var name : all(was.keySet(), is.keySet())) {
            compare(path + "[" + name + "]", was.get(name), is.get(name), changes);
        }
        var order = List.copyOf(was.keySet());
        if (was.keySet().equals(is.keySet()) && !order.equals(List.copyOf(is.keySet()))) {
            changes.add(new Change(path, String.join(", ", order), String.join(", ", is.keySet())));
        }
    }

    private static Set<String> all(Collection<?> before, Collection<?> after) {
        var all = new LinkedHashSet<String>();
        after.forEach(key -> all.add(String.valueOf(key)));
        before.forEach(key -> all.add(String.valueOf(key)));
        return all;
    }

    private static boolean isOfMaps(List<?> list) {
        return list.stream().allMatch(Map.class::isInstance);
    }

    private static Map<String, Object> named(List<?> list) {
        var named = new LinkedHashMap<String, Object>();
        for (var one : list) {
            var name = NAMES.stream()
                    .map(key -> ((Map<?, ?>) one).get(key))
                    .filter(Objects::nonNull)
                    .findFirst();
            named.put(name.map(String::valueOf).orElse(String.valueOf(named.size() + 1)), one);
        }
        return named;
    }

    /// As one would write it in a line of YAML.
    private static String text(Object value) {
        return switch (value) {
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .map(e -> e.getKey() + ": " + text(e.getValue()))
                        .collect(Collectors.joining(", ", "{", "}"));
            case List<?> list -> list.stream().map(ItemChanges::text).collect(Collectors.joining(", ", "[", "]"));
            default -> String.valueOf(value);
        };
    }
}
