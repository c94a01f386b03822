package org.yizhan.platform.outbox;

import io.r2dbc.postgresql.api.PostgresqlConnection;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.r2dbc.connection.SingleConnectionFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.yizhan.platform.r2dbc.Connections;
import org.yizhan.platform.r2dbc.PartSchema;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/// Empties the outboxes of this process's schemas: woken after each commit that announced something, by
/// PostgreSQL when it was another process's, and every second in case a wake-up was missed or a pause
/// is over. Lives on one connection of its own; when that is lost, so are its locks, and it begins
/// anew.
@Component
class OutboxRelay implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);
    private static final Duration LOOKS_EVERY = Duration.ofSeconds(1);
    private static final Duration SWEEPS_EVERY = Duration.ofHours(1);

    private final Connections connections;
    private final List<PartSchema> schemas;
    private final EventTransport transport;
    private final OutboxWake own;
    private @Nullable Disposable running;

    OutboxRelay(Connections connections, List<PartSchema> schemas, EventTransport transport, OutboxWake own) {
        this.own = own;
        this.connections = connections;
        this.schemas = List.copyOf(schemas);
        this.transport = transport;
    }

    @Override
    public void start() {
        running = Flux.usingWhen(connections.single().create(), this::serve, PostgresqlConnection::close)
                .doOnError(error -> LOG.warn("the outbox relay starts again: {}", error.toString()))
                .retryWhen(Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(200)).maxBackoff(Duration.ofSeconds(5)))
                .repeat()
                .subscribe();
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

    private Flux<Void> serve(PostgresqlConnection connection) {
        var database = DatabaseClient.create(
                new SingleConnectionFactory(connection, connections.single().getMetadata(), true));
        // One subscription to the notifications for all schemas, before the first look, so that nothing falls between.
        var wakes = connection
                .getNotifications()
                .mapNotNull(it -> it.getParameter())
                .publish()
                .autoConnect(schemas.size());
        return database.sql("listen " + TransactionalOutbox.CHANNEL)
                .then()
                .thenMany(Flux.fromIterable(schemas)
                        .flatMap(schema -> relay(schema.name(), database, wakes), schemas.size()));
    }

    private Flux<Void> relay(String schema, DatabaseClient database, Flux<String> wakes) {
        var relay = new SchemaRelay(schema, database, transport);
        var looks = Flux.merge(
                        wakes.filter(schema::equals),
                        own.schemas().filter(schema::equals),
                        Flux.interval(Duration.ZERO, LOOKS_EVERY).map(_ -> schema))
                .onBackpressureLatest()
                .concatMap(_ -> relay.drain(), 1);
        var sweeps = Flux.interval(SWEEPS_EVERY).onBackpressureDrop().concatMap(_ -> relay.sweep(), 1);
        // Another process empties this schema's outbox: it is told, once for all that were announced meanwhile.
        var tells = own.schemas()
                .filter(schema::equals)
                .filter(_ -> !relay.holdsLock())
                .onBackpressureLatest()
                .concatMap(_ -> relay.tellOthers(), 1);
        return Flux.merge(looks, tells, sweeps, Mono.never());
    }
}
