package org.yizhan.signaling.bridges;

import java.util.Optional;
import org.springframework.web.reactive.function.client.WebClientResponseException;
import org.yizhan.platform.problem.Problem;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a bridge in another process refused, in its own words.
final class RemoteProblems {

    private RemoteProblems() {}

    /// Empty when the answer is no refusal of a request, or carries no problem.
    static Optional<Problem> of(WebClientResponseException error, JsonMapper json) {
        if (!error.getStatusCode().is4xxClientError()) {
            return Optional.empty();
        }
        try {
            JsonNode body = json.readTree(error.getResponseBodyAsByteArray());
            if (!body.path("code").isString()) {
                return Optional.empty();
            }
            String code = body.path("code").stringValue();
            return Optional.of(new Problem(
                    error.getStatusCode().value(),
                    code,
                    body.path("zh").asString(code),
                    body.path("en").asString(code),
                    body.path("field").isString() ? body.path("field").stringValue() : null));
        } catch (JacksonException _) {
            return Optional.empty();
        }
    }
}
