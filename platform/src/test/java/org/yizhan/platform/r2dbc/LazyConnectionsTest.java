package org.yizhan.platform.r2dbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.yizhan.platform.testing.TestDatabase;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class LazyConnectionsTest {

    private TestDatabase real;
    private DatabaseClient database;
    private TransactionalOperator transactions;
    private final List<Boolean> openWhileInside = Collections.synchronizedList(new ArrayList<>());

    @BeforeEach
    void aTable() {
        real = TestDatabase.with("platform");
        var lazy = new LazyConnections(real.pool());
        database = DatabaseClient.create(lazy);
        transactions = TransactionalOperator.create(new R2dbcTransactionManager(lazy));
        database.sql("create table public.noted (text text primary key)")
                .then()
                .as(StepVerifier::create)
                .verifyComplete();
    }

    @AfterEach
    void close() {
        real.close();
    }

    @Test
    void aTransactionInWhichNothingIsSentTakesNoConnection() {
        var taken = Mono.fromRunnable(() -> openWhileInside.add(acquired() > 0));
        transactions.transactional(taken).as(StepVerifier::create).verifyComplete();
        assertThat(openWhileInside).containsExactly(false);
        assertThat(acquired()).isZero();
    }

    @Test
    void whatIsSentInATransactionIsThereAfterItAndTheConnectionGoesBack() {
        transactions
                .transactional(note("one").then(note("two")))
                .as(StepVerifier::create)
                .verifyComplete();
        assertThat(noted()).containsExactly("one", "two");
        assertThat(acquired()).isZero();
    }

    @Test
    void anErrorTakesEverythingBack() {
        transactions
                .transactional(note("one").then(Mono.error(new IllegalStateException("no"))))
                .as(StepVerifier::create)
                .verifyErrorMessage("no");
        transactions
                .transactional(note("one").then(note("one")))
                .as(StepVerifier::create)
                .verifyError();
        assertThat(noted()).isEmpty();
        assertThat(acquired()).isZero();
    }

    @Test
    void whatIsToBeDoneFirstIsDoneInTheTransactionBeforeItsFirstStatement() {
        BeforeFirst before = connection -> Mono.from(connection
                        .createStatement("insert into public.noted values ('before')")
                        .execute())
                .flatMap(result -> Mono.from(result.getRowsUpdated()))
                .then();
        transactions
                .transactional(note("after").then(note("later")))
                .contextWrite(before::in)
                .as(StepVerifier::create)
                .verifyComplete();
        assertThat(noted()).containsExactly("before", "after", "later");
    }

    @Test
    void whenThatFailsNothingIsSentAndTheConnectionGoesBack() {
        BeforeFirst before = _ -> Mono.error(new IllegalStateException("overtaken"));
        transactions
                .transactional(note("one"))
                .contextWrite(before::in)
                .as(StepVerifier::create)
                .verifyErrorMessage("overtaken");
        assertThat(noted()).isEmpty();
        assertThat(acquired()).isZero();
    }

    private Mono<Void> note(String text) {
        return database.sql("insert into public.noted values (:text)")
                .bind("text", text)
                .then();
    }

    private List<String> noted() {
        var all = new ArrayList<String>();
        database.sql("select text from public.noted")
                .mapValue(String.class)
                .all()
                .collectList()
                .as(StepVerifier::create)
                .assertNext(all::addAll)
                .verifyComplete();
        return all;
    }

    private int acquired() {
        return real.pool().getMetrics().orElseThrow().acquiredSize();
    }
}
