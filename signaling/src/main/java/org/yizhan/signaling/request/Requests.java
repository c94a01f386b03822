package org.yizhan.signaling.request;

import java.time.Clock;
import java.time.Duration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// What took effect already. Written in the transaction of the effect: both are there, or neither.
@Component
public class Requests {

    /// Longer than any page keeps an unanswered request.
    private static final Duration KEPT = Duration.ofDays(1);

    private final DatabaseClient database;
    private final Clock clock;

    public Requests(DatabaseClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /// Notes the request in the running transaction. False: it took effect before. The same request in another
    /// transaction that still runs is waited for.
    public Mono<Boolean> first(RequestKey key) {
        return database.sql("insert into signaling.request (member, id, at) values (:member, :id, :at)"
                        + " on conflict do nothing")
                .bind("member", key.member().value())
                .bind("id", key.id())
                .bind("at", clock.instant())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    /// Forgets what is too old to come again.
    public Mono<Void> forgetOld() {
        return database.sql("delete from signaling.request where at < :before")
                .bind("before", clock.instant().minus(KEPT))
                .then();
    }
}
