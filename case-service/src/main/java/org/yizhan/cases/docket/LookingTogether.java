package org.yizhan.cases.docket;

import io.r2dbc.pool.ConnectionPool;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.yizhan.platform.gathering.Gathering;
import org.yizhan.protocol.id.CaseId;
import reactor.core.publisher.Mono;

/// Reads the cases that several look at in one statement.
@Component
class LookingTogether implements DisposableBean {

    private static final int LANES = 1;
    private static final int MOST = 64;

    private static final String READ = """
            SELECT DISTINCT ON (f.id, w.subtree) w.subtree::text AS subtree, %s
            FROM unnest(CAST(:ids AS uuid[]), CAST(:subtrees AS ltree[])) AS w (id, subtree)
            JOIN cases.case_file f ON f.id = w.id AND f.scope <@ w.subtree
            """.formatted(CaseRows.COLUMNS);

    private final DatabaseClient database;
    private final Gathering<Look, Optional<CaseFile>> gathering = new Gathering<>(LANES, MOST, this::together);

    /// @param pool past the running transactions: what is looked at is not held
    LookingTogether(ConnectionPool pool) {
        this.database = DatabaseClient.create(pool);
    }

    private record Look(CaseId id, String subtree) {}

    private record Seen(Look look, CaseFile file) {}

    /// The case, when it belongs at or below a place. Else empty.
    Mono<CaseFile> look(CaseId id, String subtree) {
        return gathering.ask(new Look(id, subtree)).flatMap(Mono::justOrEmpty);
    }

    private Mono<List<Optional<CaseFile>>> together(List<Look> looks) {
        return database.sql(READ)
                .bind("ids", looks.stream().map(look -> look.id().value()).toArray(UUID[]::new))
                .bind("subtrees", looks.stream().map(Look::subtree).toArray(String[]::new))
                .map(row -> {
                    var file = CaseRows.file(row);
                    return new Seen(new Look(file.id(), String.valueOf(row.get("subtree", String.class))), file);
                })
                .all()
                .collect(Collectors.toMap(Seen::look, Function.identity(), (one, _) -> one))
                .map(seen -> looks.stream()
                        .map(look -> Optional.ofNullable(seen.get(look)).map(Seen::file))
                        .toList());
    }

    @Override
    public void destroy() {
        gathering.close();
    }
}
