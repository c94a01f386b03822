package org.yizhan.cases.archive;

import static org.yizhan.cases.row.Columns.required;

import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import org.yizhan.cases.approval.Progress;
import org.yizhan.cases.catalogue.Catalogue;
import org.yizhan.cases.docket.Resident;
import org.yizhan.cases.docket.Visibility;
import org.yizhan.cases.process.Channel;
import org.yizhan.cases.process.Processes;
import org.yizhan.cases.search.Finding;
import org.yizhan.cases.search.Found;
import org.yizhan.platform.security.Actor;
import org.yizhan.protocol.id.CaseId;
import org.yizhan.protocol.id.ItemCode;
import org.yizhan.protocol.id.StationPath;
import reactor.core.publisher.Mono;

/// Finds cases, within what the actor may see.
@Component
class Lists {

    private static final String SELECT = """
            SELECT f.id, f.number, f.version, f.item, f.item_version, f.process, f.process_version, f.state, f.step,
                f.resident_name, f.scope::text AS scope, f.opened_at, f.changed_at
            FROM cases.case_file f WHERE\s""";

    private final DatabaseClient database;
    private final Catalogue catalogue;
    private final Processes processes;
    private final Progress progress;
    private final Finding finding;
    private final Clock clock;

    Lists(
            DatabaseClient database,
            Catalogue catalogue,
            Processes processes,
            Progress progress,
            Finding finding,
            Clock clock) {
        this.database = database;
        this.catalogue = catalogue;
        this.processes = processes;
        this.progress = progress;
        this.finding = finding;
        this.clock = clock;
    }

    /// By whatever the search box takes; newest first. Without words, all.
    Mono<Listing> search(Actor actor, String text, int page) {
        if (text.isBlank()) {
            return list(actor, "true", query -> query, page, "f.opened_at DESC");
        }
        return finding.find(actor, text, null, null).flatMap(found -> {
            var from = Math.min(page * Listing.SIZE, found.cases().size());
            var until = Math.min(from + Listing.SIZE, found.cases().size());
            var ids = found.cases().subList(from, until).stream()
                    .map(Found.At::id)
                    .toList();
            return of(actor, ids)
                    .map(lines -> new Listing(
                            lines, page, Listing.SIZE, until < found.cases().size()));
        });
    }

    /// Those of the cases that the actor may see, newest first.
    Mono<List<Listing.Line>> of(Actor actor, List<CaseId> ids) {
        if (ids.isEmpty()) {
            return Mono.just(List.of());
        }
        var visibility = new Visibility(actor, clock.instant());
        var query = database.sql(
                        SELECT + visibility.condition() + " AND f.id = ANY(:ids) ORDER BY f.opened_at DESC, f.id DESC")
                .bind("ids", ids.stream().map(CaseId::value).toArray(UUID[]::new));
        return visibility
                .bind(query)
                .map(row -> line(row, Visibility.handles(actor)))
                .all()
                .collectList();
    }

    /// What waits for the actor's level and station; who has waited longest comes first.
    Mono<Listing> worklist(Actor actor, int page) {
        var places = progress.places(actor);
        var conditions = new ArrayList<String>();
        conditions.add("f.people @> CAST(ARRAY[:me] AS text[])");
        for (var i = 0; i < places.size(); i++) {
            conditions.add("""
                    (f.process = :p%1$d AND f.process_version = :v%1$d AND f.channel = ANY(:c%1$d)
                        AND (f.step = :s%1$d OR f.steps @> CAST(ARRAY[:s%1$d] AS text[])))""".formatted(i));
        }
        var condition = "(" + String.join(" OR ", conditions) + ")";
        return list(actor, condition, query -> bind(query.bind("me", actor.subject()), places), page, "f.changed_at");
    }

    private static GenericExecuteSpec bind(GenericExecuteSpec query, List<Progress.Place> places) {
        var bound = query;
        for (var i = 0; i < places.size(); i++) {
            var place = places.get(i);
            bound = bound.bind("p" + i, place.process())
                    .bind("v" + i, place.version())
                    .bind("s" + i, place.step())
                    .bind("c" + i, place.channels().stream().map(Channel::word).toArray(String[]::new));
        }
        return bound;
    }

    private Mono<Listing> list(
            Actor actor, String condition, UnaryOperator<GenericExecuteSpec> bind, int page, String order) {
        var visibility = new Visibility(actor, clock.instant());
        var query = database.sql(SELECT + visibility.condition() + " AND " + condition + " ORDER BY " + order
                        + ", f.id LIMIT :most OFFSET :from")
                .bind("most", Listing.SIZE + 1)
                .bind("from", (long) page * Listing.SIZE);
        return bind.apply(visibility.bind(query))
                .map(row -> line(row, Visibility.handles(actor)))
                .all()
                .collectList()
                .map(lines -> new Listing(
                        lines.subList(0, Math.min(lines.size(), Listing.SIZE)),
                        page,
                        Listing.SIZE,
                        lines.size() > Listing.SIZE));
    }

    private Listing.Line line(Readable row, boolean named) {
        var name = required(row, "resident_name", String.class);
        var item = catalogue.get(
                new ItemCode(required(row, "item", String.class)), required(row, "item_version", Integer.class));
        return new Listing.Line(
                new CaseId(required(row, "id", UUID.class)),
                required(row, "number", String.class),
                required(row, "version", Long.class),
                item.code(),
                item.name(),
                item.nameEn(),
                required(row, "state", String.class),
                step(row, row.get("step", String.class)),
                Resident.mask(name),
                named ? name : null,
                new StationPath(required(row, "scope", String.class)),
                required(row, "opened_at", Instant.class),
                required(row, "changed_at", Instant.class));
    }

    private Listing.@Nullable At step(Readable row, @Nullable String id) {
        if (id == null) {
            return null;
        }
        return processes
                .get(required(row, "process", String.class), required(row, "process_version", Integer.class))
                .step(id)
                .map(s -> new Listing.At(s.id(), s.level().word(), s.name(), s.nameEn()))
                .orElse(null);
    }
}
