package org.yizhan.cases.intake;

import static org.yizhan.cases.row.Columns.required;

import java.time.Instant;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.yizhan.cases.settings.CaseSettings;
import reactor.core.publisher.Mono;

/// Counts cases, from 1 each year, without gaps: a number given in a transaction that fails is given again.
@Component
class CaseNumbers {

    private final DatabaseClient database;
    private final CaseSettings settings;

    CaseNumbers(DatabaseClient database, CaseSettings settings) {
        this.database = database;
        this.settings = settings;
    }

    Mono<String> next(Instant now) {
        var year = now.atZone(settings.zone()).getYear();
        return database.sql("""
                        INSERT INTO cases.case_number (year, last) VALUES (:year, 1)
                        ON CONFLICT (year) DO UPDATE SET last = cases.case_number.last + 1
                        RETURNING last
                        """)
                .bind("year", year)
                .map(row -> required(row, "last", Long.class))
                .one()
                .map(last -> "%s-%d-%06d".formatted(settings.numberPrefix(), year, last));
    }
}
