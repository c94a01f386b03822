package org.yizhan.platform.r2dbc;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import java.time.Duration;

/// Makes connections to the database: pooled ones for everybody, single ones for who must keep one.
public final class Connections {

    /// No statement of ours needs longer; a stuck one ends itself in the server, so no timeout has to
    /// tear a transaction down from outside.
    static final Duration STATEMENT_TIMEOUT = Duration.ofSeconds(5);

    /// How long a caller waits for a connection before it is told that the database is too busy.
    static final Duration ACQUIRE_TIMEOUT = Duration.ofSeconds(5);

    private final DatabaseSettings settings;
    private final PostgresqlConnectionFactory single;

    public Connections(DatabaseSettings settings) {
        this.settings = settings;
        this.single = new PostgresqlConnectionFactory(PostgresqlConnectionConfiguration.builder()
                .host(settings.host())
                .port(settings.port())
                .database(settings.database())
                .username(settings.user())
                .password(settings.password())
                .applicationName("yizhan")
                .connectTimeout(Duration.ofSeconds(5))
                .statementTimeout(STATEMENT_TIMEOUT)
                .tcpKeepAlive(true)
                .build());
    }

    /// Makes connections outside the pool; who opens one closes it.
    public PostgresqlConnectionFactory single() {
        return single;
    }

    public ConnectionPool pool() {
        return pool(settings.poolSize());
    }

    /// A pool beside the common one, for who must get a connection while others hold theirs; who makes
    /// it disposes it.
    public ConnectionPool pool(int size) {
        return new ConnectionPool(ConnectionPoolConfiguration.builder(single)
                .initialSize(Math.min(2, size))
                .minIdle(Math.min(2, size))
                .maxSize(size)
                .maxIdleTime(Duration.ofMinutes(10))
                .maxAcquireTime(ACQUIRE_TIMEOUT)
                .build());
    }
}
