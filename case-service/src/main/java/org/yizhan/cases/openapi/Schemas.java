package org.yizhan.cases.openapi;

import com.fasterxml.jackson.annotation.JsonValue;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// JSON Schemas of what is sent and answered, from the records themselves. Every record becomes a component.
final class Schemas {

    private final Map<String, Object> components = new TreeMap<>();
    private final Map<Class<?>, String> names = new LinkedHashMap<>();

    Map<String, Object> components() {
        return components;
    }

    Map<String, Object> of(Type type) {
        if (type instanceof ParameterizedType generic) {
            return ofGeneric(generic);
        }
        return type instanceof Class<?> plain ? ofClass(plain) : Map.of();
    }

    private Map<String, Object> ofGeneric(ParameterizedType type) {
        var raw = (Class<?>) type.getRawType();
        var arguments = type.getActualTypeArguments();
        if (Collection.class.isAssignableFrom(raw)) {
            return Map.of("type", "array", "items", of(arguments[0]));
        }
        if (Map.class.isAssignableFrom(raw)) {
            return Map.of("type", "object", "additionalProperties", of(arguments[1]));
        }
        return ofClass(raw);
    }

    private Map<String, Object> ofClass(Class<?> type) {
        if (type == String.class || type == char.class) {
            return Map.of("type", "string");
        } else if (type == UUID.class) {
            return Map.of("type", "string", "format", "uuid");
        } else if (type == Instant.class) {
            return Map.of("type", "string", "format", "date-time");
        } else if (type == LocalDate.class) {
            return Map.of("type", "string", "format", "date");
        } else if (type == boolean.class || type == Boolean.class) {
            return Map.of("type", "boolean");
        } else if (type == int.class || type == Integer.class) {
            return Map.of("type", "integer", "format", "int32");
        } else if (type == long.class || type == Long.class) {
            return Map.of("type", "integer", "format", "int64");
        } else if (type == double.class || type == Double.class || type == float.class) {
            return Map.of("type", "number");
        } else if (type.isEnum()) {
            return Map.of("type", "string", "enum", words(type));
        } else if (type.isArray()) {
            return Map.of("type", "array", "items", of(type.getComponentType()));
        } else if (type.isRecord()) {
            return value(type).map(this::of).orElseGet(() -> reference(type));
        }
        return Map.of();
    }

    /// The component that a record is written as, such as the path of a station.
    private static Optional<Type> value(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .filter(c -> isValue(type, c))
                .findFirst()
                .map(RecordComponent::getGenericType);
    }

    private static boolean isValue(Class<?> type, RecordComponent component) {
        try {
            return component.getAccessor().isAnnotationPresent(JsonValue.class)
                    || type.getDeclaredField(component.getName()).isAnnotationPresent(JsonValue.class);
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(e);
        }
    }

    private Map<String, Object> reference(Class<?> type) {
        var name = names.get(type);
        if (name == null) {
            name = free(type);
            names.put(type, name);
            components.put(name, Map.of());
            components.put(name, object(type));
        }
        return Map.of("$ref", "#/components/schemas/" + name);
    }

    private String free(Class<?> type) {
        var simple = type.getSimpleName();
        var enclosing = type.getEnclosingClass();
        return components.containsKey(simple) && enclosing != null ? enclosing.getSimpleName() + simple : simple;
    }

    private Map<String, Object> object(Class<?> type) {
        var properties = new LinkedHashMap<String, Object>();
        var required = new ArrayList<String>();
        for (var component : type.getRecordComponents()) {
            var schema = of(component.getGenericType());
            if (isNullable(component)) {
                properties.put(component.getName(), nullable(schema));
            } else {
                properties.put(component.getName(), schema);
                required.add(component.getName());
            }
        }
        var object = new LinkedHashMap<String, Object>();
        object.put("type", "object");
        object.put("properties", properties);
        if (!required.isEmpty()) {
            object.put("required", required);
        }
        return object;
    }

    private static boolean isNullable(RecordComponent component) {
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    private static Map<String, Object> nullable(Map<String, Object> schema) {
        return schema.isEmpty() ? schema : Map.of("anyOf", List.of(schema, Map.of("type", "null")));
    }

    private static List<String> words(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> word(type, constant))
                .toList();
    }

    private static String word(Class<?> type, Object constant) {
        for (var method : type.getDeclaredMethods()) {
            if (method.isAnnotationPresent(JsonValue.class)) {
                try {
                    method.setAccessible(true);
                    return String.valueOf(method.invoke(constant));
                } catch (ReflectiveOperationException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
        return ((Enum<?>) constant).name();
    }
}
