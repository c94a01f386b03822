package org.yizhan.app.launch;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/// What one process is: everything, one part, or only the database for trials of the split shape.
public enum Role {
    ALL("all", EnumSet.allOf(Part.class)),
    SIGNALING("signaling", EnumSet.of(Part.SIGNALING)),
    MEDIA_BRIDGE("media-bridge", EnumSet.of(Part.MEDIA_BRIDGE)),
    CASE_SERVICE("case-service", EnumSet.of(Part.CASE_SERVICE)),
    DATABASE("database", EnumSet.noneOf(Part.class));

    private final String text;
    private final Set<Part> parts;

    Role(String text, Set<Part> parts) {
        this.text = text;
        this.parts = parts;
    }

    /// The parts that run in this process.
    public Set<Part> parts() {
        return Collections.unmodifiableSet(parts);
    }

    public String text() {
        return text;
    }

    static Role of(String text) {
        for (var role : values()) {
            if (role.text.equals(text)) {
                return role;
            }
        }
        var known = Arrays.stream(values()).map(Role::text).collect(Collectors.joining(", "));
        throw new Refusal(
                Refusal.Reason.OPTION,
                "没有名为“" + text + "”的角色；可用：" + known + "。",
                "There is no role \"" + text + "\"; known: " + known + ".");
    }
}
