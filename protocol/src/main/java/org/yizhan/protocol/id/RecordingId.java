package org.yizhan.protocol.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/// The recording of one consultation.
public record RecordingId(@JsonValue UUID value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public RecordingId {}

    public static RecordingId random() {
        return new RecordingId(UUID.randomUUID());
    }

    /// Reads the text form of a UUID.
    ///
    /// @throws IllegalArgumentException when `text` is not one
    public static RecordingId of(String text) {
        return new RecordingId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
