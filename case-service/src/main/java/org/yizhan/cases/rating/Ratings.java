package org.yizhan.cases.rating;

import static org.yizhan.cases.row.Columns.required;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.yizhan.protocol.id.CaseId;
import org.yizhan.protocol.id.ConsultationId;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Ratings, one a meeting.
@Component
public class Ratings {

    private final DatabaseClient database;

    Ratings(DatabaseClient database) {
        this.database = database;
    }

    public Flux<Rating> of(CaseId caseId) {
        return database.sql(
                        "SELECT consultation, level, comment, at FROM cases.rating WHERE case_id = :case ORDER BY at")
                .bind("case", caseId.value())
                .map(row -> new Rating(
                        meeting(row.get("consultation", UUID.class)),
                        required(row, "level", Integer.class),
                        row.get("comment", String.class),
                        required(row, "at", Instant.class)))
                .all();
    }

    private static @Nullable ConsultationId meeting(@Nullable UUID id) {
        return id == null ? null : new ConsultationId(id);
    }

    /// False when this meeting has been rated.
    Mono<Boolean> add(CaseId caseId, Rating rating, String terminal) {
        var meeting = rating.consultation();
        var comment = rating.comment();
        var statement = database.sql("""
                        INSERT INTO cases.rating (case_id, consultation, level, comment, terminal, at)
                        VALUES (:case, :consultation, :level, :comment, :terminal, :at) ON CONFLICT DO NOTHING
                        """)
                .bind("case", caseId.value())
                .bind("level", rating.level())
                .bind("terminal", terminal)
                .bind("at", rating.at());
        statement = meeting == null
                ? statement.bindNull("consultation", UUID.class)
                : statement.bind("consultation", meeting.value());
        statement = comment == null ? statement.bindNull("comment", String.class) : statement.bind("comment", comment);
        return statement.fetch().rowsUpdated().map(rows -> rows == 1);
    }
}
