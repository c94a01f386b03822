package org.yizhan.cases.audit;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// JSON that is the same text for the same content: names sorted at every depth, no spaces, nulls kept.
public final class CanonicalJson {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private CanonicalJson() {}

    public static String of(Map<String, ? extends @Nullable Object> content) {
        return MAPPER.writeValueAsString(new TreeMap<>(content));
    }
}
