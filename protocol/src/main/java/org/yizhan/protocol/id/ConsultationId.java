package org.yizhan.protocol.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/// One meeting on video, from call to hang-up (视频办会话).
public record ConsultationId(@JsonValue UUID value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ConsultationId {}

    public static ConsultationId random() {
        return new ConsultationId(UUID.randomUUID());
    }

    /// Reads the text form of a UUID.
    ///
    /// @throws IllegalArgumentException when `text` is not one
    public static ConsultationId of(String text) {
        return new ConsultationId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
