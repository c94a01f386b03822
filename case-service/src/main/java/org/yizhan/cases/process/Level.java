package org.yizhan.cases.process;

import java.util.Locale;
import org.yizhan.protocol.id.StationPath;

/// Who acts, as levels of the organisation. A booth is a resident's own hand.
public enum Level {
    /// Another part of the program, such as the one that notes that a meeting began.
    SYSTEM,
    BOOTH,
    COMMUNITY,
    STREET,
    DISTRICT;

    /// At which level the people of a station act; those of compounds and buildings act for their community.
    public static Level of(StationPath station) {
        return switch (station.level()) {
            case 0 -> DISTRICT;
            case 1 -> STREET;
            default -> COMMUNITY;
        };
    }

    /// As it is written in the API and in events.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
