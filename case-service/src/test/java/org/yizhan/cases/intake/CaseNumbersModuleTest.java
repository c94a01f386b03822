package org.yizhan.cases.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.yizhan.trial.cases.CasesTest;
import reactor.core.publisher.Flux;

/// Numbers whose case came to nothing are given again, but never one that somebody else has.
class CaseNumbersModuleTest extends CasesTest {

    /// A year of its own, in which nothing else opens cases.
    private static final Instant THEN = Instant.parse("2999-06-01T00:00:00Z");

    private static final int YEAR = 2999;

    @Autowired
    private CaseNumbers numbers;

    @Autowired
    private TransactionalOperator transactions;

    @BeforeEach
    void useUpWhatWasGivenBack() {
        drawn(4, true);
    }

    private List<String> drawn(int many, boolean kept) {
        return Objects.requireNonNull(Flux.range(0, many)
                .concatMap(_ ->
                        transactions.execute(transaction -> numbers.next(THEN).doOnNext(_ -> {
                            if (!kept) {
                                transaction.setRollbackOnly();
                            }
                        })))
                .collectList()
                .block(Duration.ofSeconds(10)));
    }

    private String given() {
        return drawn(1, true).getFirst();
    }

    /// Drawn for a case that came to nothing.
    private String givenBack() {
        return drawn(1, false).getFirst();
    }

    private static String after(String number) {
        var count = Long.parseLong(number.substring(number.lastIndexOf('-') + 1));
        return "QD-%d-%06d".formatted(YEAR, count + 1);
    }

    private void execute(String sql) {
        database.sql(sql).then().block(Duration.ofSeconds(5));
    }

    /// What is left when PostgreSQL crashes before the counter's new row is on the disk.
    private void forgetTheLastDraw() {
        execute("UPDATE cases.case_number SET last = last - 1 WHERE year = " + YEAR);
    }

    @Test
    void aNumberThatCameToNothingIsGivenToTheNext() {
        var before = given();
        var returned = givenBack();
        assertThat(returned).isEqualTo(after(before));
        assertThat(givenBack()).isEqualTo(returned);
        assertThat(drawn(2, true)).containsExactly(returned, after(returned));
    }

    @Test
    void aNumberThatTheCounterForgotIsLeftToTheCounter() {
        var returned = givenBack();
        forgetTheLastDraw();
        assertThat(drawn(3, true)).containsExactly(returned, after(returned), after(after(returned)));
    }

    @Test
    void aNumberThatSomebodyElseGotAfterACrashIsNotGivenAgain() {
        var returned = givenBack();
        var id = booth.open(OFF_SITE, "booth").path("id").asString();
        var own = strings("SELECT number FROM cases.case_file WHERE id = '" + id + "'")
                .getFirst();
        execute("UPDATE cases.case_file SET number = '" + returned + "' WHERE id = '" + id + "'");
        try {
            assertThat(given()).isEqualTo(after(returned));
        } finally {
            execute("UPDATE cases.case_file SET number = '" + own + "' WHERE id = '" + id + "'");
        }
    }

    @Test
    void manyAtOnceGetANumberEach() {
        var all = Flux.range(0, 60)
                .flatMap(
                        i -> transactions.execute(transaction -> numbers.next(THEN)
                                .doOnNext(_ -> {
                                    if (i % 3 == 0) {
                                        transaction.setRollbackOnly();
                                    }
                                })
                                .filter(_ -> i % 3 != 0)),
                        8)
                .collectList()
                .block(Duration.ofSeconds(20));
        assertThat(Stream.ofNullable(all).flatMap(List::stream).distinct()).hasSize(40);
    }
}
