package org.yizhan.platform.r2dbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.yizhan.platform.testing.TestDatabase;
import reactor.test.StepVerifier;

class MigrationsTest {

    private static final List<PartSchema> PLATFORM = List.of(new PartSchema("platform"));

    @Test
    void aDeclaredSchemaGetsItsTablesAndTheOutbox() {
        try (var database = TestDatabase.with("platform")) {
            database.client()
                    .sql("select table_name from information_schema.tables where table_schema = 'platform' order by 1")
                    .mapValue(String.class)
                    .all()
                    .collectList()
                    .as(StepVerifier::create)
                    .assertNext(tables -> assertThat(tables).contains("session", "account", "outbox", "seen_event"))
                    .verifyComplete();
        }
    }

    @Test
    void aSecondStartChangesNothing() {
        try (var database = TestDatabase.with("platform")) {
            new Migrations(database.settings()).run(PLATFORM);
        }
    }

    @Test
    void aNewerSchemaIsRefusedWithOneSentence() {
        try (var database = TestDatabase.with("platform")) {
            database.client()
                    .sql("insert into platform.flyway_schema_history (installed_rank, version, description, type,"
                            + " script, installed_by, execution_time, success)"
                            + " values (99, '9000', 'later', 'SQL', 'V9000__later.sql', 'x', 1, true)")
                    .then()
                    .as(StepVerifier::create)
                    .verifyComplete();
            assertThatThrownBy(() -> new Migrations(database.settings()).run(PLATFORM))
                    .isInstanceOf(NewerSchemaException.class)
                    .hasMessageContaining("schema \"platform\" is at version 9000");
        }
    }

    @Test
    void theServerEndsAStatementThatTakesTooLong() {
        try (var database = TestDatabase.with("platform")) {
            database.client()
                    .sql("select pg_sleep(30)")
                    .then()
                    .as(StepVerifier::create)
                    .expectErrorMatches(
                            error -> String.valueOf(error.getMessage()).contains("statement timeout"))
                    .verify(Duration.ofSeconds(10));
        }
    }
}
