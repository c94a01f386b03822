package org.yizhan.platform.r2dbc;

import io.r2dbc.spi.Result;
import io.r2dbc.spi.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/// The first statement of a connection: remembers what is asked of it until it is sent.
final class LazyStatement implements Statement {

    private final LazyConnection connection;
    private final String sql;
    private final List<Consumer<Statement>> asked = new ArrayList<>();

    LazyStatement(LazyConnection connection, String sql) {
        this.connection = connection;
        this.sql = sql;
    }

    @Override
    public Publisher<? extends Result> execute() {
        return connection.taken().flatMapMany(taken -> {
            var statement = taken.createStatement(sql);
            asked.forEach(it -> it.accept(statement));
            return Flux.from(statement.execute());
        });
    }

    private Statement ask(Consumer<Statement> what) {
        asked.add(what);
        return this;
    }

    @Override
    public Statement add() {
        return ask(Statement::add);
    }

    @Override
    public Statement bind(int index, Object value) {
        return ask(it -> it.bind(index, value));
    }

    @Override
    public Statement bind(String name, Object value) {
        return ask(it -> it.bind(name, value));
    }

    @Override
    public Statement bindNull(int index, Class<?> type) {
        return ask(it -> it.bindNull(index, type));
    }

    @Override
    public Statement bindNull(String name, Class<?> type) {
        return ask(it -> it.bindNull(name, type));
    }

    @Override
    public Statement fetchSize(int rows) {
        return ask(it -> it.fetchSize(rows));
    }

    @Override
    public Statement returnGeneratedValues(String... columns) {
        return ask(it -> it.returnGeneratedValues(columns));
    }
}
