package org.yizhan.bench.approvals;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// The form that every case carries: 1 kB of JSON.
final class Form {

    private static final int BYTES = 1_024;

    static final Map<String, Object> CONTENT = content();
    static final String JSON = JsonMapper.builder().build().writeValueAsString(CONTENT);

    private Form() {}

    private static Map<String, Object> content() {
        var frame = JsonMapper.builder().build().writeValueAsString(form(0)).getBytes(StandardCharsets.UTF_8).length;
        return form(BYTES - frame);
    }

    private static Map<String, Object> form(int letters) {
        var words = "because the resident lives with a child in another city since the spring of this year; ";
        var text = words.repeat(letters / words.length() + 1);
        return Map.of(
                "subject",
                "异地长期居住备案",
                "reason",
                text.substring(0, letters / 2),
                "detail",
                text.substring(0, letters - letters / 2));
    }
}
