package org.yizhan.platform.outbox;

import org.yizhan.protocol.event.Event;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Events as they are stored and sent. Lenient towards fields that a newer part may have added.
final class EventJson {

    private final JsonMapper mapper;

    EventJson(JsonMapper mapper) {
        this.mapper = mapper.rebuild()
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
    }

    String write(Event event) {
        return mapper.writerFor(Event.class).writeValueAsString(event);
    }

    Event read(String json) {
        return mapper.readValue(json, Event.class);
    }
}
