package org.yizhan.cases.openapi;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.MethodParameter;
import org.springframework.core.io.Resource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.ValueConstants;
import org.springframework.web.method.HandlerMethod;
import reactor.core.publisher.Flux;

/// One operation of the API, from its handler.
final class Operations {

    /// What every operation may refuse with; the body tells which refusal it is.
    private static final Map<String, String> REFUSALS = refusals();

    private static final String PROBLEM = "#/components/schemas/Problem";

    private final Schemas schemas;

    Operations(Schemas schemas) {
        this.schemas = schemas;
    }

    private static Map<String, String> refusals() {
        var refusals = new LinkedHashMap<String, String>();
        refusals.put("400", "Not a request of this API");
        refusals.put("401", "Not signed in");
        refusals.put("403", "Not for this role");
        refusals.put("404", "Not there, or not within the reader's subtree");
        refusals.put("405", "No such method here");
        refusals.put("406", "Not in the form that is accepted");
        refusals.put("409", "Not in this state; the case may have changed meanwhile");
        refusals.put("413", "Too large");
        refusals.put("415", "Not a type of content that is taken");
        refusals.put("422", "A value is wrong");
        refusals.put("429", "Too many at once");
        refusals.put("503", "Another part cannot be reached right now");
        return refusals;
    }

    Map<String, Object> of(String verb, String path, HandlerMethod handler) {
        var operation = new LinkedHashMap<String, Object>();
        operation.put("operationId", id(verb, path));
        operation.put("tags", List.of(tag(path)));
        var parameters = new ArrayList<Object>();
        for (var parameter : handler.getMethodParameters()) {
            add(parameter, operation, parameters);
        }
        if (!parameters.isEmpty()) {
            operation.put("parameters", parameters);
        }
        operation.put("responses", responses(handler));
        return operation;
    }

    private static String id(String verb, String path) {
        var words = new StringBuilder(verb);
        for (var word : path.replaceFirst("^/api/", "").split("[^A-Za-z0-9]+")) {
            if (!word.isEmpty()) {
                words.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
            }
        }
        return words.toString();
    }

    private static String tag(String path) {
        return path.replaceFirst("^/api/", "").replaceFirst("/.*", "");
    }

    private void add(MethodParameter parameter, Map<String, Object> operation, List<Object> parameters) {
        var type = parameter.getGenericParameterType();
        var path = parameter.getParameterAnnotation(PathVariable.class);
        var query = parameter.getParameterAnnotation(RequestParam.class);
        var header = parameter.getParameterAnnotation(RequestHeader.class);
        if (path != null) {
            parameters.add(parameter("path", name(path.name(), path.value(), parameter), true, type));
        } else if (query != null) {
            var required = query.required() && ValueConstants.DEFAULT_NONE.equals(query.defaultValue());
            parameters.add(parameter("query", name(query.name(), query.value(), parameter), required, type));
        } else if (header != null) {
            var name = name(header.name(), header.value(), parameter);
            parameters.add(parameter("header", name, name.equals("Idempotency-Key"), type));
        } else if (parameter.hasParameterAnnotation(RequestBody.class)) {
            operation.put("requestBody", Map.of("required", true, "content", body(type)));
        }
    }

    private static String name(String name, String value, MethodParameter parameter) {
        if (!name.isEmpty()) {
            return name;
        }
        return value.isEmpty() ? String.valueOf(parameter.getParameter().getName()) : value;
    }

    private Map<String, Object> parameter(String in, String name, boolean required, Type type) {
        return Map.of("in", in, "name", name, "required", required, "schema", schemas.of(unwrapped(type)));
    }

    private Map<String, Object> body(Type type) {
        var inner = unwrapped(type);
        return isBytes(inner)
                ? Map.of("application/octet-stream", Map.of())
                : Map.of("application/json", Map.of("schema", schemas.of(inner)));
    }

    private Map<String, Object> responses(HandlerMethod handler) {
        var responses = new LinkedHashMap<String, Object>();
        var status = handler.getMethodAnnotation(ResponseStatus.class);
        var type = handler.getReturnType().getGenericParameterType();
        var inner = unwrapped(type);
        if (status != null) {
            responses.put(String.valueOf(status.code().value()), Map.of("description", "Done"));
        } else if (isBytes(inner)) {
            // Commands answer with the case as it is afterwards; downloads with the file.
            responses.put(
                    "200",
                    Map.of("description", "Done", "content", Map.of("application/json", Map.of(), "*/*", Map.of())));
            responses.put("201", Map.of("description", "Made", "content", Map.of("application/json", Map.of())));
            responses.put("206", Map.of("description", "A part of the file"));
            responses.put("304", Map.of("description", "As you know it"));
        } else {
            responses.put(
                    "200",
                    Map.of(
                            "description",
                            "Done",
                            "content",
                            Map.of("application/json", Map.of("schema", schema(type)))));
        }
        REFUSALS.forEach((code, what) -> responses.put(
                code,
                Map.of(
                        "description",
                        what,
                        "content",
                        Map.of("application/problem+json", Map.of("schema", Map.of("$ref", PROBLEM))))));
        return responses;
    }

    private Map<String, Object> schema(Type type) {
        var items = type instanceof ParameterizedType generic && generic.getRawType() == Flux.class;
        var inner = schemas.of(unwrapped(type));
        return items ? Map.of("type", "array", "items", inner) : inner;
    }

    private static boolean isBytes(@Nullable Type type) {
        return type == byte[].class
                || type == Void.class
                || type == void.class
                || type == DataBuffer.class
                || type instanceof Class<?> plain && Resource.class.isAssignableFrom(plain);
    }

    /// What is inside a publisher or an answer.
    private static Type unwrapped(Type type) {
        if (type instanceof ParameterizedType generic && generic.getRawType() instanceof Class<?> raw) {
            var wraps = Publisher.class.isAssignableFrom(raw) || raw == ResponseEntity.class;
            return wraps && !Collection.class.isAssignableFrom(raw)
                    ? unwrapped(generic.getActualTypeArguments()[0])
                    : type;
        }
        return type;
    }
}
