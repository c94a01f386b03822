package org.yizhan.cases.process;

import java.time.Instant;
import org.yizhan.protocol.id.StationPath;

/// Somebody of the bureau, or a whole station when nobody of it is known yet: then the subject begins with `station:`.
public record Person(String subject, String name, StationPath station) {

    private static final String STATION = "station:";

    /// All of a station.
    public static Person station(StationPath station, String name) {
        return new Person(STATION + station, name, station);
    }

    public boolean meansWholeStation() {
        return subject.startsWith(STATION);
    }

    public boolean is(String who) {
        return subject.equals(who);
    }

    /// Somebody, since a moment.
    public record Since(Person who, Instant at) {}
}
