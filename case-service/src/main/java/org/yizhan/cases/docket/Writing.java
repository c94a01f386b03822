package org.yizhan.cases.docket;

import static org.yizhan.cases.row.Columns.required;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.yizhan.cases.audit.EntryMac;
import org.yizhan.platform.outbox.Announcement;
import org.yizhan.platform.outbox.Outbox;
import org.yizhan.platform.outbox.Outboxes;
import org.yizhan.protocol.id.CaseId;
import reactor.core.publisher.Mono;

/// Writes bundles in one statement, see [WritingSql]: the cases' rows, their lines of history, their links of the
/// trail,
/// the events for the others and the notes of the commands.
@Component
class Writing {

    private final Outbox outbox;
    private final EntryMac mac;

    Writing(Outboxes outboxes, EntryMac mac) {
        this.mac = mac;
        this.outbox = outboxes.in("cases");
    }

    /// The cases that were written, each with all of its bundle; of the others nothing was.
    ///
    /// @param bundles no two of one case
    Mono<Set<CaseId>> write(DatabaseClient database, List<Bundle> bundles) {
        return Mono.fromSupplier(() -> rows(bundles))
                .flatMap(rows -> database.sql(WritingSql.WRITE)
                        .bind("fresh", WritingRows.written(rows.fresh))
                        .bind("changed", WritingRows.written(rows.changed))
                        .bind("note", WritingRows.written(rows.note))
                        .bind("told", WritingRows.written(rows.told))
                        .bind("linked", WritingRows.written(rows.linked))
                        .bind("findable", WritingRows.written(rows.findable))
                        .bind("announced", WritingRows.written(rows.announced))
                        .map(row -> new CaseId(required(row, "id", UUID.class)))
                        .all()
                        .collect(Collectors.toSet()));
    }

    private WritingRows rows(List<Bundle> bundles) {
        var rows = new WritingRows(
                (id, change) -> mac.of(id, change.entry().seq(), change.entry().hash()));
        bundles.forEach(bundle -> rows.add(bundle, events(bundle)));
        return rows;
    }

    private List<Announcement> events(Bundle bundle) {
        return bundle.changes().stream()
                .filter(change -> change.deed().event() != null)
                .map(change ->
                        outbox.announcement(Objects.requireNonNull(change.deed().event())
                                .apply(change.file(), change.file().changedAt())))
                .toList();
    }

    /// Has the outbox looked into when the running transaction has committed.
    Mono<Void> announced(List<Bundle> bundles) {
        var any = bundles.stream()
                .flatMap(bundle -> bundle.changes().stream())
                .anyMatch(change -> change.deed().event() != null);
        return any ? outbox.written() : Mono.empty();
    }
}
