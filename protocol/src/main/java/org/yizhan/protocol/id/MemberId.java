package org.yizhan.protocol.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/// One page of one person or terminal; chosen by the page, kept across lost sockets, bound to who first used it.
public record MemberId(@JsonValue UUID value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public MemberId {}

    public static MemberId random() {
        return new MemberId(UUID.randomUUID());
    }

    /// Reads the text form of a UUID.
    ///
    /// @throws IllegalArgumentException when `text` is not one
    public static MemberId of(String text) {
        return new MemberId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
