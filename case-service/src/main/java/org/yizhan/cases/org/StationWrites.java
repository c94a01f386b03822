package org.yizhan.cases.org;

import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.yizhan.platform.security.Actor;
import org.yizhan.protocol.id.StationPath;
import reactor.core.publisher.Mono;

/// Adds and renames stations, in the caller's transaction.
@Component
class StationWrites {

    private static final List<String> KINDS = List.of("district", "street", "community", "compound", "building");
    private static final int LONGEST_NAME = 80;

    private final Stations stations;
    private final OrgChanges changes;

    StationWrites(Stations stations, OrgChanges changes) {
        this.stations = stations;
        this.changes = changes;
    }

    /// A new station below one that exists, or new names for an old one.
    Mono<Station> put(Actor actor, String path, String kind, String name, String nameEn) {
        var station = new Station(path(path), kind, name(name), nameEn.isBlank() ? name(name) : name(nameEn));
        if (station.path().level() >= KINDS.size()
                || !KINDS.get(station.path().level()).equals(kind)) {
            return OrgProblems.refuse(OrgProblems.KIND);
        }
        if (!actor.station().covers(station.path())) {
            return OrgProblems.refuse(OrgProblems.NO_STATION);
        }
        return parent(station.path())
                .then(stations.write(station))
                .then(changes.note(actor, "station", Map.of("path", path, "kind", kind, "name", station.name())))
                .thenReturn(station);
    }

    /// The station above exists; a district has none.
    private Mono<Void> parent(StationPath path) {
        if (path.level() == 0) {
            return Mono.empty();
        }
        var above = new StationPath(path.value().substring(0, path.value().lastIndexOf('.')));
        return stations.find(above)
                .switchIfEmpty(OrgProblems.refuse(OrgProblems.PATH))
                .then();
    }

    static StationPath path(String text) {
        try {
            return new StationPath(text);
        } catch (IllegalArgumentException _) {
            throw OrgProblems.refused(OrgProblems.PATH);
        }
    }

    static String name(String text) {
        var name = text.strip();
        if (name.isEmpty() || name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw OrgProblems.refused(OrgProblems.NAME);
        }
        return name;
    }
}
