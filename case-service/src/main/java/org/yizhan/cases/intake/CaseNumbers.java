package org.yizhan.cases.intake;

import static org.yizhan.cases.row.Columns.required;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.Connection;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.LongStream;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionSynchronization;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import org.yizhan.cases.settings.CaseSettings;
import org.yizhan.platform.gathering.Gathering;
import org.yizhan.platform.r2dbc.Connections;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Counts cases, from 1 each year. A number is drawn outside the transaction that opens the case, on a
/// connection of its own, so that nobody who opens a case waits for another's commit. A number whose
/// case came to nothing is given to the next; one is missing only when the process or the database died
/// between drawing it and writing its case.
@Component
class CaseNumbers implements DisposableBean {

    private static final int CONNECTIONS = 1;
    private static final int MOST = 64;

    private final ConnectionPool pool;
    private final CaseSettings settings;
    private final Gathering<Integer, Long> drawing = new Gathering<>(CONNECTIONS, MOST, this::draw);
    private final Map<Integer, NavigableSet<Long>> returned = new ConcurrentHashMap<>();

    CaseNumbers(Connections connections, CaseSettings settings) {
        this.pool = connections.pool(CONNECTIONS);
        this.settings = settings;
    }

    /// A number of the year of `now`, for a case that the running transaction opens.
    Mono<String> next(Instant now) {
        var year = now.atZone(settings.zone()).getYear();
        return Mono.defer(() -> again(year))
                .switchIfEmpty(Mono.defer(() -> draw(year)))
                .delayUntil(count -> TransactionSynchronizationManager.forCurrentTransaction()
                        .doOnNext(transaction -> transaction.registerSynchronization(new Unless(year, count))))
                .map(count -> number(year, count));
    }

    private String number(int year, long count) {
        return "%s-%d-%06d".formatted(settings.numberPrefix(), year, count);
    }

    /// One that was given back and may be given again. Empty when there is none.
    private Mono<Long> again(int year) {
        var one = returned(year).pollFirst();
        return one == null
                ? Mono.empty()
                : isFree(year, one).flatMap(free -> free ? Mono.just(one) : Mono.defer(() -> again(year)));
    }

    /// A crash of the database can lose that a number was drawn, for nobody waited for the disk, and
    /// nothing of its case remained that would have brought it there. Then the counter gives it to
    /// somebody once more, and has perhaps done so already: such a number is forgotten here.
    private Mono<Boolean> isFree(int year, long count) {
        return Mono.usingWhen(
                pool.create(),
                connection -> Flux.from(connection
                                .createStatement("""
                                SELECT EXISTS (SELECT FROM cases.case_number WHERE year = $1 AND last >= $2)
                                    AND NOT EXISTS (SELECT FROM cases.case_file WHERE number = $3) AS free
                                """)
                                .bind("$1", year)
                                .bind("$2", count)
                                .bind("$3", number(year, count))
                                .execute())
                        .concatMap(result -> result.map(row -> required(row, "free", Boolean.class)))
                        .single(),
                Connection::close);
    }

    /// Takes the number back when the transaction is.
    private final class Unless implements TransactionSynchronization {

        private final int year;
        private final long count;

        Unless(int year, long count) {
            this.year = year;
            this.count = count;
        }

        @Override
        public Mono<Void> afterCompletion(int status) {
            return Mono.fromRunnable(() -> {
                if (status == STATUS_ROLLED_BACK) {
                    returned(year).add(count);
                }
            });
        }
    }

    private NavigableSet<Long> returned(int year) {
        return returned.computeIfAbsent(year, _ -> new ConcurrentSkipListSet<>());
    }

    private Mono<Long> draw(int year) {
        return drawing.ask(year);
    }

    /// Past Spring's transactions: the callers' must not keep this connection. Does not wait for the disk either: the
    /// commit of the case that gets the number has it written too.
    private Mono<List<Long>> draw(List<Integer> years) {
        return Flux.fromStream(years.stream().distinct())
                .concatMap(year -> Mono.usingWhen(
                        pool.create(),
                        connection -> draw(connection, year, Collections.frequency(years, year)),
                        Connection::close))
                .collect(HashMap<Integer, Iterator<Long>>::new, (all, drawn) -> all.put(drawn.year(), drawn.numbers()))
                .map(drawn -> years.stream()
                        .map(year -> Objects.requireNonNull(drawn.get(year)).next())
                        .toList());
    }

    private record Drawn(int year, long last, int count) {

        Iterator<Long> numbers() {
            return LongStream.rangeClosed(last - count + 1, last).iterator();
        }
    }

    private static Mono<Drawn> draw(Connection connection, int year, int count) {
        return Flux.from(connection
                        .createStatement("""
                                WITH light AS (SELECT set_config('synchronous_commit', 'off', true))
                                INSERT INTO cases.case_number AS n (year, last) SELECT $1, $2 FROM light
                                ON CONFLICT (year) DO UPDATE SET last = n.last + $2
                                RETURNING last
                                """)
                        .bind("$1", year)
                        .bind("$2", (long) count)
                        .execute())
                .concatMap(result -> result.map(row -> new Drawn(year, required(row, "last", Long.class), count)))
                .single();
    }

    @Override
    public void destroy() {
        drawing.close();
        pool.dispose();
    }
}
