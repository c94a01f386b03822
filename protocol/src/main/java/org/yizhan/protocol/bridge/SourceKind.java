package org.yizhan.protocol.bridge;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// What a member may send. The order is the order of the sending media sections in every offer.
public enum SourceKind {
    MICROPHONE,
    CAMERA,
    /// The document camera (高拍仪) that looks at papers on the table.
    DOCUMENT,
    SCREEN;

    /// The word on the wire: lower case.
    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean isAudio() {
        return this == MICROPHONE;
    }
}
