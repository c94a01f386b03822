package org.yizhan.cases.docket;

import static org.yizhan.cases.row.Columns.required;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.yizhan.cases.audit.AuditHead;
import org.yizhan.cases.audit.CanonicalJson;
import org.yizhan.cases.audit.EntryMac;
import org.yizhan.cases.audit.Heads;
import org.yizhan.protocol.id.StationPath;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The whole trail as it stands in the database, to be verified elsewhere: every head, what each head
/// joined, every case with the facts that its last entry tells, its history and its entries. One JSON
/// object a line; no personal data of residents.
@Component
public class TrailExport {

    private final DatabaseClient database;
    private final Heads heads;
    private final EntryMac mac;

    TrailExport(DatabaseClient database, Heads heads, EntryMac mac) {
        this.database = database;
        this.heads = heads;
        this.mac = mac;
    }

    /// Whether every case belongs to a station or to those below it.
    public Mono<Boolean> isWithin(StationPath station) {
        return database.sql(
                        "SELECT NOT EXISTS (SELECT FROM cases.case_file WHERE NOT scope <@ CAST(:station AS ltree)) AS within")
                .bind("station", station.value())
                .map(row -> required(row, "within", Boolean.class))
                .one();
    }

    /// What changed a moment ago is joined first, so that every case has a head.
    public Flux<String> lines() {
        return heads.joinAll()
                .thenMany(Flux.concat(heads.after(0).map(AuditHead::json), leaves(), cases(), history(), entries()));
    }

    private Flux<String> leaves() {
        return database.sql("SELECT position, case_id, seq, head FROM cases.audit_leaf ORDER BY position, case_id")
                .map(row -> {
                    var line = of("leaf", row);
                    line.put("position", required(row, "position", Long.class));
                    line.put("seq", required(row, "seq", Integer.class));
                    line.put("head", required(row, "head", String.class));
                    return CanonicalJson.of(line);
                })
                .all();
    }

    private Flux<String> cases() {
        return database.sql("SELECT " + CaseRows.COLUMNS + " FROM cases.case_file f ORDER BY f.id")
                .map(CaseRows::file)
                .all()
                .map(file -> {
                    var line = new TreeMap<String, @Nullable Object>();
                    line.put("kind", "case");
                    line.put("case", file.id().toString());
                    line.put("auditSeq", file.trail().auditSeq());
                    line.put("auditHead", HexFormat.of().formatHex(file.trail().auditHead()));
                    line.put("facts", Change.facts(file));
                    return CanonicalJson.of(line);
                });
    }

    private Flux<String> history() {
        return database.sql("""
                        SELECT case_id, seq, at, version, action, level, by_subject, by_name, comment, step, since,
                            state, via
                        FROM cases.case_event ORDER BY case_id, seq
                        """)
                .map(row -> {
                    var line = of("history", row);
                    var facts = new TreeMap<String, @Nullable Object>();
                    facts.put("at", required(row, "at", Instant.class).toString());
                    facts.put("version", required(row, "version", Long.class));
                    facts.put("action", required(row, "action", String.class));
                    facts.put("level", required(row, "level", String.class));
                    facts.put("by", required(row, "by_subject", String.class));
                    facts.put("byName", required(row, "by_name", String.class));
                    facts.put("comment", row.get("comment", String.class));
                    facts.put("step", row.get("step", String.class));
                    var since = row.get("since", Instant.class);
                    facts.put("since", since == null ? null : since.toString());
                    facts.put("state", required(row, "state", String.class));
                    facts.put("via", row.get("via", String.class));
                    line.put("seq", required(row, "seq", Integer.class));
                    line.put("facts", facts);
                    return CanonicalJson.of(line);
                })
                .all();
    }

    private Flux<String> entries() {
        return database.sql(
                        "SELECT case_id, seq, body, previous, hash, mac FROM cases.audit_entry ORDER BY case_id, seq")
                .map(row -> {
                    var line = of("entry", row);
                    var seq = required(row, "seq", Integer.class);
                    var hash = required(row, "hash", byte[].class);
                    line.put("seq", seq);
                    line.put("body", required(row, "body", String.class));
                    line.put("previous", HexFormat.of().formatHex(required(row, "previous", byte[].class)));
                    line.put("hash", HexFormat.of().formatHex(hash));
                    line.put(
                            "genuine",
                            Arrays.equals(
                                    mac.of(required(row, "case_id", UUID.class), seq, hash),
                                    required(row, "mac", byte[].class)));
                    return CanonicalJson.of(line);
                })
                .all();
    }

    private static TreeMap<String, @Nullable Object> of(String kind, Readable row) {
        var line = new TreeMap<String, @Nullable Object>();
        line.put("kind", kind);
        line.put("case", required(row, "case_id", UUID.class).toString());
        return line;
    }
}
