package org.yizhan.trial.cases;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Applies for any item, knowing nothing but what the catalogue says of it.
public record Applicant(CaseUser user) {

    /// Files a case with everything that the item asks for.
    public String file(JsonNode item, String channel) {
        var id = user.open(item.path("code").asString(), channel).path("id").asString();
        user.fill(id, form(item)).ok();
        for (var paper : item.path("materials")) {
            if (paper.path("required").asBoolean()) {
                user.addPaper(id, paper.path("code").asString()).ok();
            }
        }
        user.askSignature(id).ok();
        user.sign(id).ok();
        return id;
    }

    /// A form that holds something right in every required field.
    public static Map<String, Object> form(JsonNode item) {
        var form = new LinkedHashMap<String, Object>();
        for (var name : item.path("form").path("required")) {
            form.put(name.asString(), value(item.path("form").path("properties").path(name.asString())));
        }
        return form;
    }

    private static Object value(JsonNode field) {
        if (field.path("type").asString().equals("boolean")) {
            return true;
        }
        if (field.has("enum")) {
            return field.path("enum").path(0).asString();
        }
        return field.path("format").asString("").equals("date")
                ? "2026-05-01"
                : "示".repeat(Math.max(1, field.path("minLength").asInt(1)));
    }
}
