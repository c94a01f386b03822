package org.yizhan.cases.search;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.yizhan.protocol.id.CaseId;
import org.yizhan.protocol.id.ItemCode;
import org.yizhan.protocol.id.StationPath;
import reactor.core.publisher.Mono;

/// Makes cases findable, in the transaction that changes them: who is answered finds what they did.
@Component
public class Indexing {

    private final DatabaseClient database;
    private final Terms terms;

    Indexing(DatabaseClient database, Terms terms) {
        this.database = database;
        this.terms = terms;
    }

    /// A case as it is found.
    public record Entry(
            CaseId id,
            Instant openedAt,
            StationPath scope,
            String name,
            String idMask,
            @Nullable String phoneMask,
            ItemCode item,
            Map<String, Object> form) {}

    /// Safe to repeat.
    public Mono<Void> add(Entry entry) {
        var all = new LinkedHashSet<>(terms.ofName(entry.name()));
        var phone = entry.phoneMask();
        all.addAll(terms.ofRest(entry.idMask(), phone == null ? "" : phone, entry.item(), entry.scope()));
        var scope = entry.scope();
        var statement = database.sql("""
                        INSERT INTO cases.search_entry (case_id, opened_at, scope, root0, root1, root2, terms, text_terms,
                            paper_terms)
                        VALUES (:case, :at, CAST(:scope AS ltree), :root0, :root1, :root2, :terms, :text, '{}')
                        ON CONFLICT (case_id) DO NOTHING
                        """)
                .bind("case", entry.id().value())
                .bind("at", entry.openedAt())
                .bind("scope", scope.value())
                .bind("root0", terms.place(Terms.at(scope, 0)))
                .bind("terms", array(all))
                .bind("text", array(terms.ofForm(entry.form())));
        for (var level = 1; level <= 2; level++) {
            statement = level <= scope.level()
                    ? statement.bind("root" + level, terms.place(Terms.at(scope, level)))
                    : statement.bindNull("root" + level, Integer.class);
        }
        return statement.then();
    }

    /// The form holds something else now.
    public Mono<Void> form(CaseId id, Map<String, Object> form) {
        return database.sql("UPDATE cases.search_entry SET text_terms = :text || paper_terms WHERE case_id = :case")
                .bind("text", array(terms.ofForm(form)))
                .bind("case", id.value())
                .then();
    }

    /// A paper whose text can be read was added.
    public Mono<Void> paper(CaseId id, String text) {
        return database.sql("""
                        UPDATE cases.search_entry SET paper_terms = paper_terms || :text, text_terms = text_terms || :text
                        WHERE case_id = :case
                        """)
                .bind("text", array(terms.ofText(text)))
                .bind("case", id.value())
                .then();
    }

    static Integer[] array(Collection<Integer> terms) {
        return terms.toArray(Integer[]::new);
    }
}
