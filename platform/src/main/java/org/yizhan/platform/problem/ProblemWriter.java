package org.yizhan.platform.problem;

import java.util.LinkedHashMap;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/// Answers a request with a problem: RFC 9457 `application/problem+json`, with the code, both sentences and the id of
/// the request under which the cause is logged.
@Component
public class ProblemWriter {

    private final JsonMapper json;

    public ProblemWriter(JsonMapper json) {
        this.json = json;
    }

    public Mono<Void> write(ServerWebExchange exchange, Problem problem) {
        var response = exchange.getResponse();
        if (response.isCommitted()) {
            return Mono.empty();
        }
        response.setStatusCode(HttpStatusCode.valueOf(problem.status()));
        response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        response.getHeaders().set(HttpHeaders.CACHE_CONTROL, "no-store");
        var body = new LinkedHashMap<String, Object>();
        body.put("type", "urn:yizhan:problem:" + problem.code());
        body.put("title", problem.en());
        body.put("status", problem.status());
        body.put("code", problem.code());
        body.put("zh", problem.zh());
        body.put("en", problem.en());
        if (problem.field() != null) {
            body.put("field", problem.field());
        }
        body.put("requestId", exchange.getRequest().getId());
        return response.writeWith(
                Mono.fromSupplier(() -> response.bufferFactory().wrap(json.writeValueAsBytes(body))));
    }
}
