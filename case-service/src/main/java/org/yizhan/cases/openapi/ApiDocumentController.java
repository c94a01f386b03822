package org.yizhan.cases.openapi;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

/// Describes everything that this process answers below `/api`.
@RestController
class ApiDocumentController {

    private final ObjectProvider<RequestMappingHandlerMapping> handlers;

    ApiDocumentController(
            @Qualifier("requestMappingHandlerMapping") ObjectProvider<RequestMappingHandlerMapping> handlers) {
        this.handlers = handlers;
    }

    @GetMapping("/v3/api-docs")
    Map<String, Object> describe() {
        var schemas = new Schemas();
        var operations = new Operations(schemas);
        var paths = new TreeMap<String, Map<String, Object>>();
        handlers.getObject().getHandlerMethods().forEach((mapping, handler) -> {
            for (var pattern : mapping.getPatternsCondition().getPatterns()) {
                var path = pattern.getPatternString();
                if (path.startsWith("/api/")) {
                    for (var method : mapping.getMethodsCondition().getMethods()) {
                        var verb = method.name().toLowerCase(Locale.ROOT);
                        paths.computeIfAbsent(path, _ -> new TreeMap<>()).put(verb, operations.of(verb, path, handler));
                    }
                }
            }
        });
        var components = new LinkedHashMap<>(schemas.components());
        components.put("Problem", problem());
        var document = new LinkedHashMap<String, Object>();
        document.put("openapi", "3.1.0");
        document.put("info", Map.of("title", "驿站 Yizhan", "version", "1"));
        document.put("security", List.of(Map.of("program", List.of()), Map.of("browser", List.of())));
        document.put("paths", paths);
        document.put(
                "components",
                Map.of(
                        "schemas",
                        components,
                        "securitySchemes",
                        Map.of(
                                "program",
                                Map.of("type", "http", "scheme", "bearer", "bearerFormat", "JWT"),
                                "browser",
                                Map.of("type", "apiKey", "in", "cookie", "name", "YIZHAN_SESSION"))));
        return document;
    }

    /// RFC 9457, with ours in it.
    private static Map<String, Object> problem() {
        var properties = new LinkedHashMap<String, Object>();
        for (var text : List.of("type", "title", "code", "zh", "en", "field", "requestId")) {
            properties.put(text, Map.of("type", List.of("string", "null")));
        }
        properties.put("status", Map.of("type", "integer"));
        return Map.of("type", "object", "properties", properties, "required", List.of("code", "status"));
    }
}
