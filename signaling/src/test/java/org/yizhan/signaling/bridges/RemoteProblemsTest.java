package org.yizhan.signaling.bridges;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.client.WebClientResponseException;
import org.yizhan.platform.problem.Problem;
import tools.jackson.databind.json.JsonMapper;

class RemoteProblemsTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    private static WebClientResponseException answer(int status, String body) {
        return WebClientResponseException.create(
                status, "", HttpHeaders.EMPTY, body.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    @Test
    void aRefusalKeepsItsCodeAndItsWords() {
        assertThat(RemoteProblems.of(
                        answer(
                                422,
                                "{\"code\":\"media-offer-invalid\",\"zh\":\"无效\",\"en\":\"Invalid\",\"field\":\"sdp\"}"),
                        JSON))
                .contains(new Problem(422, "media-offer-invalid", "无效", "Invalid", "sdp"));
    }

    @Test
    void anOutageOrAnythingElseIsNoRefusal() {
        assertThat(RemoteProblems.of(answer(503, "{\"code\":\"busy\"}"), JSON)).isEmpty();
        assertThat(RemoteProblems.of(answer(404, "<html>"), JSON)).isEmpty();
        assertThat(RemoteProblems.of(answer(404, ""), JSON)).isEmpty();
        assertThat(RemoteProblems.of(answer(400, "[]"), JSON)).isEmpty();
    }
}
