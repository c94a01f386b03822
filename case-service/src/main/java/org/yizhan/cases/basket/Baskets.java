package org.yizhan.cases.basket;

import static org.yizhan.cases.row.Columns.required;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.yizhan.protocol.id.CaseId;
import reactor.core.publisher.Mono;

/// `cases.basket`. Who sees which of its cases is the docket's matter.
@Component
class Baskets {

    private static final String SELECT = """
            SELECT b.id, b.at, array_agg(c.case_id ORDER BY c.place) AS cases
            FROM cases.basket b JOIN cases.basket_case c ON c.basket = b.id WHERE b.id =\s""";

    private final DatabaseClient database;

    Baskets(DatabaseClient database) {
        this.database = database;
    }

    Mono<Basket> find(UUID id) {
        return database.sql(SELECT + ":id GROUP BY b.id")
                .bind("id", id)
                .map(Baskets::basket)
                .one();
    }

    Mono<Basket> of(CaseId caseId) {
        return database.sql(SELECT + "(SELECT basket FROM cases.basket_case WHERE case_id = :case) GROUP BY b.id")
                .bind("case", caseId.value())
                .map(Baskets::basket)
                .one();
    }

    /// In the transaction that opens the cases.
    Mono<Basket> add(Basket basket, String openedBy) {
        var cases = basket.cases().stream().map(CaseId::value).toArray(UUID[]::new);
        return database.sql("""
                        WITH made AS (INSERT INTO cases.basket (id, opened_by, at) VALUES (:id, :by, :at) RETURNING id)
                        INSERT INTO cases.basket_case (basket, place, case_id)
                        SELECT made.id, c.place, c.id FROM made, unnest(CAST(:cases AS uuid[])) WITH ORDINALITY AS c (id, place)
                        """)
                .bind("id", basket.id())
                .bind("by", openedBy)
                .bind("at", basket.at())
                .bind("cases", cases)
                .then()
                .thenReturn(basket);
    }

    private static Basket basket(Readable row) {
        var cases = required(row, "cases", UUID[].class);
        return new Basket(
                required(row, "id", UUID.class),
                required(row, "at", Instant.class),
                Stream.of(cases).map(CaseId::new).toList());
    }
}
