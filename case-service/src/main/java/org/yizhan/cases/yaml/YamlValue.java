package org.yizhan.cases.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/// One value of a [YamlFile], which knows where it stands.
public final class YamlValue {

    private final String file;
    private final String path;
    private final Node node;

    YamlValue(String file, String path, Node node) {
        this.file = file;
        this.path = path;
        this.node = node;
    }

    public BadDefinition wrong(String what) {
        return new BadDefinition(file, node.getStartMark().getLine() + 1, (path.isEmpty() ? "" : path + " ") + what);
    }

    public String text() {
        if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
            return scalar.getValue();
        }
        throw wrong("must be a text");
    }

    public int number() {
        try {
            return Integer.parseInt(text());
        } catch (NumberFormatException _) {
            throw wrong("must be a whole number");
        }
    }

    public boolean flag() {
        return switch (text()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong("must be true or false");
        };
    }

    /// The text as one of the enum's constants, which are written in capitals there and in small letters here or there.
    public <E extends Enum<E>> E oneOf(Class<E> type) {
        for (var constant : type.getEnumConstants()) {
            if (constant.name().equalsIgnoreCase(text().replace('-', '_'))) {
                return constant;
            }
        }
        throw wrong("must be one of " + List.of(type.getEnumConstants()) + ", not " + text());
    }

    public List<YamlValue> list() {
        if (!(node instanceof SequenceNode sequence)) {
            throw wrong("must be a list");
        }
        var values = new ArrayList<YamlValue>();
        for (var item : sequence.getValue()) {
            values.add(new YamlValue(file, path + "[" + values.size() + "]", item));
        }
        return values;
    }

    /// Its entries in the order in which they are written.
    public Map<String, YamlValue> entries() {
        if (!(node instanceof MappingNode mapping)) {
            throw wrong("must have named entries");
        }
        var entries = new LinkedHashMap<String, YamlValue>();
        for (var tuple : mapping.getValue()) {
            var key = ((ScalarNode) tuple.getKeyNode()).getValue();
            var value = new YamlValue(file, path.isEmpty() ? key : path + "." + key, tuple.getValueNode());
            if (entries.put(key, value) != null) {
                throw value.wrong("is there twice");
            }
        }
        return entries;
    }

    /// Refuses entries of other names, so that a misspelt one is not silently without effect.
    public YamlValue only(String... names) {
        var allowed = Set.of(names);
        entries().forEach((name, value) -> {
            if (!allowed.contains(name)) {
                throw value.wrong("is not known here; known are " + List.of(names));
            }
        });
        return this;
    }

    public YamlValue get(String name) {
        return find(name).orElseThrow(() -> wrong("lacks " + name));
    }

    public Optional<YamlValue> find(String name) {
        return Optional.ofNullable(entries().get(name));
    }

    /// The value as plain Java: maps, lists, texts, whole numbers, booleans.
    public Object plain() {
        return switch (node) {
            case MappingNode _ -> {
                var map = new LinkedHashMap<String, Object>();
                entries().forEach((name, value) -> map.put(name, value.plain()));
                yield map;
            }
            case SequenceNode _ -> list().stream().map(YamlValue::plain).toList();
            case ScalarNode scalar when scalar.getTag().equals(Tag.BOOL) -> flag();
            case ScalarNode scalar when scalar.getTag().equals(Tag.INT) -> number();
            case ScalarNode scalar -> scalar.getValue();
            default -> throw wrong("cannot be read");
        };
    }
}
