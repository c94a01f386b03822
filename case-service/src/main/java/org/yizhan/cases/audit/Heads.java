package org.yizhan.cases.audit;

import static org.yizhan.cases.row.Columns.required;

import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Joins the ends of chains into heads.
@Component
public class Heads {

    /// A change that was under way when the last head was made is no older: statements end after five
    /// seconds.
    private static final Duration UNDER_WAY = Duration.ofSeconds(6);

    /// Cases in one head.
    private static final int MOST = 20_000;

    private final DatabaseClient database;
    private final TransactionalOperator transactions;
    private final HeadKey key;
    private final Clock clock;

    Heads(DatabaseClient database, TransactionalOperator transactions, HeadKey key, Clock clock) {
        this.database = database;
        this.transactions = transactions;
        this.key = key;
        this.clock = clock;
    }

    /// Joins what grew since the last head. Empty when nothing did, or when another process is joining.
    Mono<AuditHead> join() {
        return join(clock.instant().minus(UNDER_WAY));
    }

    /// Joins everything that no head covers, however old: looks through all cases, some at a time.
    public Mono<Void> joinAll() {
        return joinAfter(new UUID(0, 0)).expand(this::joinAfter).then();
    }

    /// Looks through the next cases by their ids and joins those that no head covers.
    ///
    /// @return the last one that was looked at; empty behind the last of all, or when another process is joining
    private Mono<UUID> joinAfter(UUID id) {
        return alone().flatMap(_ -> page(id))
                .flatMap(page -> page.leaves().isEmpty()
                        ? Mono.just(page.last())
                        : keep(page.leaves()).thenReturn(page.last()))
                .as(transactions::transactional);
    }

    private record Page(UUID last, List<MerkleTree.Leaf> leaves) {}

    private Mono<Page> page(UUID after) {
        return database.sql("""
                        WITH page AS MATERIALIZED (
                            SELECT f.id, f.audit_seq, f.audit_head FROM cases.case_file f
                            WHERE f.id > :after ORDER BY f.id LIMIT :most)
                        SELECT e.last, u.id, u.audit_seq, u.audit_head
                        FROM (SELECT id AS last FROM page ORDER BY id DESC LIMIT 1) e
                        LEFT JOIN (SELECT * FROM page p WHERE NOT EXISTS (SELECT FROM cases.audit_leaf l
                            WHERE l.case_id = p.id AND l.seq >= p.audit_seq)) u ON true
                        ORDER BY u.id
                        """)
                .bind("after", after)
                .bind("most", MOST)
                .map(row -> new Page(
                        required(row, "last", UUID.class),
                        row.get("id", UUID.class) == null ? List.of() : List.of(leaf(row))))
                .all()
                .collectList()
                .filter(rows -> !rows.isEmpty())
                .map(rows -> new Page(
                        rows.getFirst().last(),
                        rows.stream().flatMap(row -> row.leaves().stream()).toList()));
    }

    private Mono<AuditHead> join(Instant since) {
        return alone().flatMap(_ -> grown(since).collectList())
                .filter(leaves -> !leaves.isEmpty())
                .flatMap(this::keep)
                .as(transactions::transactional);
    }

    private Mono<AuditHead> keep(List<MerkleTree.Leaf> leaves) {
        return last().map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .flatMap(last -> keep(next(last, leaves), leaves));
    }

    private Mono<Boolean> alone() {
        return database.sql("SELECT pg_try_advisory_xact_lock(hashtextextended('cases.audit_head_lock', 0)) AS alone")
                .map(row -> required(row, "alone", Boolean.class))
                .one()
                .filter(alone -> alone);
    }

    private Flux<MerkleTree.Leaf> grown(Instant since) {
        return database.sql("""
                        SELECT f.id, f.audit_seq, f.audit_head FROM cases.case_file f
                        WHERE f.changed_at >= :since AND NOT EXISTS (SELECT FROM cases.audit_leaf l
                            WHERE l.case_id = f.id AND l.seq >= f.audit_seq)
                        ORDER BY f.id LIMIT :most
                        """)
                .bind("since", since)
                .bind("most", MOST)
                .map(Heads::leaf)
                .all();
    }

    private static MerkleTree.Leaf leaf(Readable row) {
        return new MerkleTree.Leaf(
                required(row, "id", UUID.class).toString(),
                required(row, "audit_seq", Integer.class),
                HexFormat.of().formatHex(required(row, "audit_head", byte[].class)));
    }

    private AuditHead next(Optional<AuditHead> last, List<MerkleTree.Leaf> leaves) {
        var position = last.map(AuditHead::position).orElse(0L) + 1;
        var previous = last.map(AuditHead::hash).orElse(AuditHead.NOTHING);
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return key.sign(AuditHead.text(position, now, leaves, previous, key.id()));
    }

    private Mono<AuditHead> keep(AuditHead head, List<MerkleTree.Leaf> leaves) {
        return database.sql("""
                        WITH head AS (INSERT INTO cases.audit_head (position, body, signature)
                            VALUES (:position, :body, :signature))
                        INSERT INTO cases.audit_leaf (position, case_id, seq, head)
                        SELECT :position, leaf.id, leaf.seq, leaf.head
                        FROM unnest(:ids, :seqs, :heads) AS leaf (id, seq, head)
                        """)
                .bind("position", head.position())
                .bind("body", head.body())
                .bind("signature", head.signature())
                .bind(
                        "ids",
                        leaves.stream().map(l -> UUID.fromString(l.caseId())).toArray(UUID[]::new))
                .bind("seqs", leaves.stream().map(MerkleTree.Leaf::seq).toArray(Integer[]::new))
                .bind("heads", leaves.stream().map(MerkleTree.Leaf::head).toArray(String[]::new))
                .then()
                .thenReturn(head);
    }

    private Mono<AuditHead> last() {
        return database.sql("SELECT body, signature FROM cases.audit_head ORDER BY position DESC LIMIT 1")
                .map(row ->
                        new AuditHead(required(row, "body", String.class), required(row, "signature", String.class)))
                .one();
    }

    /// All heads after a position, first one first: what an outside witness keeps.
    public Flux<AuditHead> after(long position) {
        return database.sql("SELECT body, signature FROM cases.audit_head WHERE position > :position ORDER BY position")
                .bind("position", position)
                .map(row ->
                        new AuditHead(required(row, "body", String.class), required(row, "signature", String.class)))
                .all();
    }
}
