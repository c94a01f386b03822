package org.yizhan.signaling.presence;

import java.time.Clock;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.yizhan.platform.r2dbc.Columns;
import org.yizhan.protocol.id.MemberId;
import reactor.core.publisher.Mono;

/// Whose each member id is: the account's that used it first.
@Component
public class Members {

    private final DatabaseClient database;
    private final Clock clock;

    public Members(DatabaseClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /// Whether the account may be this member.
    public Mono<Boolean> claim(MemberId member, String subject) {
        return database.sql("""
                        insert into signaling.member as known (member, subject, first_seen)
                        values (:member, :subject, :now)
                        on conflict (member) do update set subject = known.subject
                        returning subject""")
                .bind("member", member.value())
                .bind("subject", subject)
                .bind("now", clock.instant())
                .map(row -> Columns.get(row, "subject", String.class))
                .one()
                .map(subject::equals);
    }
}
