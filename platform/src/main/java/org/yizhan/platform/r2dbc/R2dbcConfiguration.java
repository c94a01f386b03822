package org.yizhan.platform.r2dbc;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.ConnectionFactory;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.ReactiveTransactionManager;
import org.springframework.transaction.reactive.TransactionalOperator;

/// Nobody gets a connection before the migrations ran.
@Configuration(proxyBeanMethods = false)
class R2dbcConfiguration {

    @Bean
    PartSchema platformSchema() {
        return new PartSchema("platform");
    }

    @Bean
    Connections connections(DatabaseSettings settings, List<PartSchema> schemas) {
        new Migrations(settings).run(schemas);
        return new Connections(settings);
    }

    @Bean(destroyMethod = "dispose")
    ConnectionPool connectionPool(Connections connections) {
        return connections.pool();
    }

    @Bean
    @Primary
    ConnectionFactory lazyConnections(ConnectionPool pool) {
        return new LazyConnections(pool);
    }

    @Bean
    DatabaseClient databaseClient(ConnectionFactory connections) {
        return DatabaseClient.create(connections);
    }

    @Bean
    ReactiveTransactionManager transactionManager(ConnectionFactory connections) {
        return new R2dbcTransactionManager(connections);
    }

    @Bean
    TransactionalOperator transactionalOperator(ReactiveTransactionManager transactions) {
        return TransactionalOperator.create(transactions);
    }
}
