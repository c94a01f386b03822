package org.yizhan.cases.docket;

import static org.yizhan.cases.row.Columns.required;

import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.yizhan.cases.audit.AuditEntry;
import org.yizhan.cases.audit.AuditTrail;
import org.yizhan.cases.audit.Sha256;
import org.yizhan.protocol.id.CaseId;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Proves that nobody altered a case behind our back: the chain of hashes fits, each line of the history says what its
/// entry says, and the case is as its last entry left it. The first entry that does not fit is named.
@Component
public class TrailCheck {

    private static final TypeReference<Map<String, @Nullable Object>> BODY = new TypeReference<>() {};
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final AuditTrail audit;
    private final Docket docket;
    private final DatabaseClient database;

    TrailCheck(AuditTrail audit, Docket docket, DatabaseClient database) {
        this.audit = audit;
        this.docket = docket;
        this.database = database;
    }

    /// What a check found.
    ///
    /// @param broken number of the first entry that does not fit; null when all do
    /// @param what   `chain`, `history`, `case` or `missing`; null when all fits
    /// @param head   hash of the last entry, lower-case hexadecimal
    public record Verdict(
            boolean intact,
            int entries,
            @Nullable Integer broken,
            @Nullable String what,
            String head) {}

    /// A line of the history as it stands in its table.
    private record Line(
            int seq,
            Instant at,
            String action,
            String level,
            String by,
            String byName,
            @Nullable String comment,
            @Nullable String step,
            @Nullable Instant since,
            String state,
            @Nullable String via) {

        boolean says(Map<String, @Nullable Object> body) {
            return action.equals(body.get("action"))
                    && at.toString().equals(body.get("at"))
                    && level.equals(body.get("level"))
                    && by.equals(body.get("by"))
                    && byName.equals(body.get("byName"))
                    && Objects.equals(comment, body.get("comment"))
                    && Objects.equals(step, body.get("step"))
                    // Entries of older programs do not say it.
                    && (!body.containsKey("since") || Objects.equals(text(since), body.get("since")))
                    && state.equals(body.get("state"))
                    && Objects.equals(via, body.get("via"));
        }

        private static @Nullable String text(@Nullable Instant moment) {
            return moment == null ? null : moment.toString();
        }
    }

    /// Empty when there is no such case.
    public Mono<Verdict> check(CaseId id) {
        return docket.find(id)
                .flatMap(file -> audit.of(id)
                        .collectList()
                        .flatMap(entries -> history(id).map(lines -> verdict(file, entries, lines))));
    }

    private Mono<List<Line>> history(CaseId id) {
        return database.sql("""
                        SELECT seq, at, action, level, by_subject, by_name, comment, step, since, state, via
                        FROM cases.case_event WHERE case_id = :case ORDER BY seq
                        """)
                .bind("case", id.value())
                .map(row -> new Line(
                        required(row, "seq", Integer.class),
                        required(row, "at", Instant.class),
                        required(row, "action", String.class),
                        required(row, "level", String.class),
                        required(row, "by_subject", String.class),
                        required(row, "by_name", String.class),
                        row.get("comment", String.class),
                        row.get("step", String.class),
                        row.get("since", Instant.class),
                        required(row, "state", String.class),
                        row.get("via", String.class)))
                .all()
                .collectList();
    }

    private static Verdict verdict(CaseFile file, List<AuditEntry> entries, List<Line> lines) {
        var head = AuditEntry.beginning();
        for (var i = 0; i < entries.size(); i++) {
            var entry = entries.get(i);
            if (!entry.follows(head, i + 1)) {
                return broken(entries, i + 1, entry.seq() == i + 1 ? "chain" : "missing");
            }
            var body = JSON.readValue(entry.body(), BODY);
            if (i >= lines.size()
                    || lines.get(i).seq() != entry.seq()
                    || !lines.get(i).says(body)) {
                return broken(entries, i + 1, "history");
            }
            head = entry.hash();
        }
        return end(file, entries, lines, head);
    }

    private static Verdict end(CaseFile file, List<AuditEntry> entries, List<Line> lines, byte[] head) {
        var count = entries.size();
        if (count != file.trail().auditSeq()
                || lines.size() != count
                || !Arrays.equals(head, file.trail().auditHead())) {
            return broken(entries, count + 1, "missing");
        }
        var last = JSON.readValue(entries.getLast().body(), BODY);
        var same = file.state().equals(last.get("state"))
                && file.number().equals(last.get("number"))
                && Change.formHash(file).equals(last.get("form"))
                // Entries of older programs say nothing of the course.
                && (!last.containsKey("course") || Change.courseHash(file).equals(last.get("course")));
        return same
                ? new Verdict(true, count, null, null, HexFormat.of().formatHex(head))
                : broken(entries, count, "case");
    }

    private static Verdict broken(List<AuditEntry> entries, int seq, String what) {
        var head =
                entries.isEmpty() ? new byte[Sha256.BYTES] : entries.getLast().hash();
        return new Verdict(false, entries.size(), seq, what, HexFormat.of().formatHex(head));
    }
}
