package org.yizhan.protocol.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/// One document of a case (材料).
public record MaterialId(@JsonValue UUID value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public MaterialId {}

    public static MaterialId random() {
        return new MaterialId(UUID.randomUUID());
    }

    /// Reads the text form of a UUID.
    ///
    /// @throws IllegalArgumentException when `text` is not one
    public static MaterialId of(String text) {
        return new MaterialId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
