package org.yizhan.cases.search;

import static org.yizhan.cases.row.Columns.required;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.yizhan.protocol.id.StationPath;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Stations by the beginning of their names, at or below a reader's own.
@Component
class NamedStations {

    private static final int SHORTEST = 2;

    private final DatabaseClient database;

    NamedStations(DatabaseClient database) {
        this.database = database;
    }

    record Named(StationPath path, String name, String nameEn) {}

    /// The one that is named so, or the only one whose name begins so. Empty when none or several do.
    Mono<StationPath> find(StationPath reader, String word) {
        return beginning(reader, word).collectList().flatMap(all -> {
            var exact = all.stream().filter(s -> s.name().equals(word)).toList();
            var chosen = exact.isEmpty() ? all : exact;
            return chosen.size() == 1 ? Mono.just(chosen.getFirst().path()) : Mono.empty();
        });
    }

    Flux<Named> beginning(StationPath reader, String word) {
        if (word.codePointCount(0, word.length()) < SHORTEST
                || !word.codePoints().allMatch(Character::isLetterOrDigit)
                || word.chars().allMatch(c -> c < 128)) {
            return Flux.empty();
        }
        return database.sql("""
                        SELECT path::text AS path, name, name_en FROM cases.station
                        WHERE name LIKE :prefix AND path <@ CAST(:reader AS ltree) ORDER BY name LIMIT 6
                        """)
                .bind("prefix", word + "%")
                .bind("reader", reader.value())
                .map(row -> new Named(
                        new StationPath(required(row, "path", String.class)),
                        required(row, "name", String.class),
                        required(row, "name_en", String.class)))
                .all();
    }
}
