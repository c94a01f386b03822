package org.yizhan.platform.r2dbc;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import reactor.core.publisher.Mono;

/// Connections that are taken from the pool when their first statement is sent, and transactions that begin only then:
/// one in which nothing is sent costs nothing.
final class LazyConnections implements ConnectionFactory {

    private final ConnectionFactory pool;

    LazyConnections(ConnectionFactory pool) {
        this.pool = pool;
    }

    @Override
    public Mono<Connection> create() {
        return Mono.fromSupplier(() -> new LazyConnection(pool));
    }

    @Override
    public ConnectionFactoryMetadata getMetadata() {
        return pool.getMetadata();
    }
}
