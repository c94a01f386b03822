package org.yizhan.cases.search;

import static org.yizhan.cases.row.Columns.required;

import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.yizhan.protocol.id.CaseId;
import org.yizhan.protocol.id.ItemCode;
import org.yizhan.protocol.id.StationPath;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Makes cases findable that were opened before there was anything to find them by. Runs once, beside the start.
@Component
class Backfill implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Backfill.class);
    private static final TypeReference<Map<String, Object>> FORM = new TypeReference<>() {};
    private static final int AT_ONCE = 200;

    private final DatabaseClient database;
    private final Indexing indexing;
    private final JsonMapper json;
    private @Nullable Disposable running;

    Backfill(DatabaseClient database, Indexing indexing, JsonMapper json) {
        this.database = database;
        this.indexing = indexing;
        this.json = json;
    }

    @Override
    public void start() {
        running = batch().repeat()
                .takeUntil(indexed -> indexed < AT_ONCE)
                .reduce(0L, Long::sum)
                .doOnNext(all -> {
                    if (all > 0) {
                        LOG.info("{} older cases can be found now", all);
                    }
                })
                .retryWhen(Retry.backoff(5, Duration.ofSeconds(1)))
                .doOnError(e -> LOG.error("older cases cannot be found until the next start", e))
                .onErrorComplete()
                .subscribe();
    }

    private Mono<Long> batch() {
        return database.sql("""
                        SELECT f.id, f.opened_at, f.scope::text AS scope, f.resident_name, f.id_mask, f.phone_mask, f.item,
                            f.form::text AS form
                        FROM cases.case_file f WHERE NOT EXISTS (SELECT FROM cases.search_entry e WHERE e.case_id = f.id)
                        LIMIT :most
                        """)
                .bind("most", AT_ONCE)
                .map(this::entry)
                .all()
                .collectList()
                .flatMapIterable(all -> all)
                .concatMap(entry -> indexing.add(entry).thenReturn(1L))
                .count();
    }

    private Indexing.Entry entry(Readable row) {
        return new Indexing.Entry(
                new CaseId(required(row, "id", UUID.class)),
                required(row, "opened_at", Instant.class),
                new StationPath(required(row, "scope", String.class)),
                required(row, "resident_name", String.class),
                required(row, "id_mask", String.class),
                row.get("phone_mask", String.class),
                new ItemCode(required(row, "item", String.class)),
                json.readValue(required(row, "form", String.class), FORM));
    }

    @Override
    public void stop() {
        if (running != null) {
            running.dispose();
            running = null;
        }
    }

    @Override
    public boolean isRunning() {
        return running != null;
    }
}
