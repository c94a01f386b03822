package org.yizhan.cases.search;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.yizhan.cases.docket.Findable;
import org.yizhan.protocol.id.CaseId;
import org.yizhan.protocol.id.ItemCode;
import org.yizhan.protocol.id.StationPath;
import reactor.core.publisher.Mono;

/// Makes cases findable, in the transaction that changes them: who is answered finds what they did.
@Component
public class Indexing {

    /// District, street, community.
    private static final int ROOTS = 3;

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

    /// By what a new case is found, to be written with it.
    public Findable findable(Entry entry) {
        var all = new LinkedHashSet<>(terms.ofName(entry.name()));
        var phone = entry.phoneMask();
        all.addAll(terms.ofRest(entry.idMask(), phone == null ? "" : phone, entry.item(), entry.scope()));
        var roots = new ArrayList<@Nullable Integer>();
        for (var level = 0; level < ROOTS; level++) {
            roots.add(level <= entry.scope().level() ? terms.place(Terms.at(entry.scope(), level)) : null);
        }
        return new Findable(roots, List.copyOf(all), List.copyOf(terms.ofForm(entry.form())));
    }

    /// Makes a case findable that was opened before. Safe to repeat.
    Mono<Void> add(Entry entry) {
        var findable = findable(entry);
        var statement = database.sql("""
                        INSERT INTO cases.search_entry (case_id, opened_at, scope, root0, root1, root2, terms, text_terms,
                            paper_terms)
                        VALUES (:case, :at, CAST(:scope AS ltree), :root0, :root1, :root2, :terms, :text, '{}')
                        ON CONFLICT (case_id) DO NOTHING
                        """)
                .bind("case", entry.id().value())
                .bind("at", entry.openedAt())
                .bind("scope", entry.scope().value())
                .bind("terms", array(findable.terms()))
                .bind("text", array(findable.textTerms()));
        for (var level = 0; level < ROOTS; level++) {
            var root = findable.roots().get(level);
            statement = root == null
                    ? statement.bindNull("root" + level, Integer.class)
                    : statement.bind("root" + level, root);
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
