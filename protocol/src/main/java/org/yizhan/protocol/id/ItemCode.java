package org.yizhan.protocol.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/// A service item's stable code (事项编码): lower-case letters, digits and hyphens, at most 64 characters.
public record ItemCode(@JsonValue String value) {

    private static final Pattern SHAPE = Pattern.compile("[a-z][a-z0-9-]{0,63}");

    /// @throws IllegalArgumentException when the value has another shape
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ItemCode {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("not an item code");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
