package org.yizhan.platform.testing;

import io.r2dbc.pool.ConnectionPool;
import java.util.stream.Stream;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.yizhan.platform.r2dbc.Connections;
import org.yizhan.platform.r2dbc.DatabaseSettings;
import org.yizhan.platform.r2dbc.Migrations;
import org.yizhan.platform.r2dbc.PartSchema;

/// A migrated database of one's own, for store tests that need no Spring context.
public record TestDatabase(
        DatabaseSettings settings, ConnectionPool pool, DatabaseClient client, TransactionalOperator transactions)
        implements AutoCloseable {

    /// With the schemas of these parts.
    public static TestDatabase with(String... schemas) {
        var settings = RealPostgres.fresh();
        new Migrations(settings).run(Stream.of(schemas).map(PartSchema::new).toList());
        var pool = new Connections(settings).pool();
        return new TestDatabase(
                settings,
                pool,
                DatabaseClient.create(pool),
                TransactionalOperator.create(new R2dbcTransactionManager(pool)));
    }

    @Override
    public void close() {
        pool.dispose();
    }
}
