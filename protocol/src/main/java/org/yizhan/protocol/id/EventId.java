package org.yizhan.protocol.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/// One announced event; consumers remember it to take effect once.
public record EventId(@JsonValue UUID value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public EventId {}

    public static EventId random() {
        return new EventId(UUID.randomUUID());
    }

    /// Reads the text form of a UUID.
    ///
    /// @throws IllegalArgumentException when `text` is not one
    public static EventId of(String text) {
        return new EventId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
