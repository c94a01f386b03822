package org.yizhan.platform.r2dbc;

import io.r2dbc.spi.Batch;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionMetadata;
import io.r2dbc.spi.IsolationLevel;
import io.r2dbc.spi.Statement;
import io.r2dbc.spi.TransactionDefinition;
import io.r2dbc.spi.ValidationDepth;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/// A connection that is not there until something is sent. Used by one subscriber at a time, as every connection.
final class LazyConnection implements Connection {

    private final ConnectionFactory pool;
    private @Nullable Mono<Connection> taking;
    private volatile @Nullable Connection taken;
    private volatile @Nullable TransactionDefinition wanted;

    LazyConnection(ConnectionFactory pool) {
        this.pool = pool;
    }

    /// The connection itself, in the transaction that was asked for.
    synchronized Mono<Connection> taken() {
        if (taking == null) {
            taking = Mono.deferContextual(this::take).cache();
        }
        return taking;
    }

    private Mono<Connection> take(ContextView context) {
        var definition = wanted;
        return Mono.<Connection>from(pool.create())
                .flatMap(connection -> (definition == null
                                ? Mono.<Void>empty()
                                : Mono.from(connection.beginTransaction(definition))
                                        .then(first(connection, context)))
                        .onErrorResume(failed ->
                                giveBack(connection, definition != null).then(Mono.error(failed)))
                        .thenReturn(connection))
                .doOnNext(connection -> taken = connection);
    }

    private static Mono<Void> first(Connection connection, ContextView context) {
        return context.<BeforeFirst>getOrEmpty(BeforeFirst.class)
                .map(before -> before.on(connection))
                .orElseGet(Mono::empty);
    }

    private static Mono<Void> giveBack(Connection connection, boolean begun) {
        var back = begun ? Mono.from(connection.rollbackTransaction()).onErrorComplete() : Mono.<Void>empty();
        return back.then(Mono.from(connection.close())).onErrorComplete();
    }

    /// Does something with the connection if it was taken.
    private synchronized Mono<Void> ifTaken(Function<Connection, Publisher<Void>> deed) {
        return taking == null
                ? Mono.empty()
                : taking.onErrorComplete().flatMap(connection -> Mono.from(deed.apply(connection)));
    }

    private Mono<Void> always(Function<Connection, Publisher<Void>> deed) {
        return Mono.defer(() -> taken().flatMap(connection -> Mono.from(deed.apply(connection))));
    }

    @Override
    public Mono<Void> beginTransaction(TransactionDefinition definition) {
        return Mono.defer(() -> {
            wanted = definition;
            return ifTaken(connection -> connection.beginTransaction(definition));
        });
    }

    @Override
    public Mono<Void> beginTransaction() {
        return beginTransaction(IsolationLevel.READ_COMMITTED);
    }

    @Override
    public Mono<Void> commitTransaction() {
        return Mono.defer(() -> ended(ifTaken(Connection::commitTransaction)));
    }

    @Override
    public Mono<Void> rollbackTransaction() {
        return Mono.defer(() -> ended(ifTaken(Connection::rollbackTransaction)));
    }

    private Mono<Void> ended(Mono<Void> ending) {
        return ending.doOnTerminate(() -> wanted = null);
    }

    @Override
    public Mono<Void> close() {
        return Mono.defer(() -> ifTaken(Connection::close));
    }

    @Override
    public Statement createStatement(String sql) {
        var connection = taken;
        return connection == null ? new LazyStatement(this, sql) : connection.createStatement(sql);
    }

    @Override
    public boolean isAutoCommit() {
        var connection = taken;
        return connection == null ? wanted == null : connection.isAutoCommit();
    }

    @Override
    public Mono<Void> setAutoCommit(boolean autoCommit) {
        return Mono.defer(() -> taken == null && autoCommit
                ? Mono.empty()
                : always(connection -> connection.setAutoCommit(autoCommit)));
    }

    @Override
    public Mono<Void> createSavepoint(String name) {
        return always(connection -> connection.createSavepoint(name));
    }

    @Override
    public Mono<Void> releaseSavepoint(String name) {
        return always(connection -> connection.releaseSavepoint(name));
    }

    @Override
    public Mono<Void> rollbackTransactionToSavepoint(String name) {
        return always(connection -> connection.rollbackTransactionToSavepoint(name));
    }

    @Override
    public Mono<Void> setTransactionIsolationLevel(IsolationLevel level) {
        return always(connection -> connection.setTransactionIsolationLevel(level));
    }

    @Override
    public Mono<Void> setLockWaitTimeout(Duration timeout) {
        return always(connection -> connection.setLockWaitTimeout(timeout));
    }

    @Override
    public Mono<Void> setStatementTimeout(Duration timeout) {
        return always(connection -> connection.setStatementTimeout(timeout));
    }

    @Override
    public Mono<Boolean> validate(ValidationDepth depth) {
        return Mono.defer(() -> taken().flatMap(connection -> Mono.from(connection.validate(depth))));
    }

    /// @throws IllegalStateException when nothing was sent yet
    @Override
    public Batch createBatch() {
        return present().createBatch();
    }

    /// @throws IllegalStateException when nothing was sent yet
    @Override
    public ConnectionMetadata getMetadata() {
        return present().getMetadata();
    }

    @Override
    public IsolationLevel getTransactionIsolationLevel() {
        var connection = taken;
        return connection == null ? IsolationLevel.READ_COMMITTED : connection.getTransactionIsolationLevel();
    }

    private Connection present() {
        var connection = taken;
        if (connection == null) {
            throw new IllegalStateException("the connection is not taken before a statement is sent");
        }
        return connection;
    }
}
