package org.yizhan.cases.docket;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import org.yizhan.platform.problem.ProblemException;
import org.yizhan.platform.security.Actor;
import org.yizhan.protocol.id.CaseId;
import reactor.core.publisher.Mono;

/// All cases. Whoever changes one locks it, decides, and writes it here: the row, a line of history, a
/// link of the trail and the event are one transaction, which the caller has begun.
@Component
public class Docket {

    private final DatabaseClient database;
    private final Writing writing;
    private final Clock clock;

    Docket(DatabaseClient database, Writing writing, Clock clock) {
        this.database = database;
        this.writing = writing;
        this.clock = clock;
    }

    /// The case, when the actor may see it; else `case-not-found`.
    public Mono<CaseFile> read(CaseId id, Actor actor) {
        return visible(id, actor, "");
    }

    /// The same, held until the transaction ends.
    public Mono<CaseFile> lock(CaseId id, Actor actor) {
        return visible(id, actor, " FOR UPDATE");
    }

    /// The same, refused when it is no longer the version that the actor has seen.
    public Mono<CaseFile> lock(CaseId id, Actor actor, long version) {
        return lock(id, actor)
                .flatMap(f -> f.version() == version ? Mono.just(f) : CaseProblems.refuse(CaseProblems.STALE));
    }

    /// Any case, for other parts. Empty when there is none.
    public Mono<CaseFile> find(CaseId id) {
        return written()
                .then(select("f.id = :id", "")
                        .bind("id", id.value())
                        .map(CaseRows::file)
                        .one());
    }

    /// Any case, for other parts, held until the transaction ends. Empty when there is none.
    public Mono<CaseFile> lockAny(CaseId id) {
        return written()
                .then(select("f.id = :id", " FOR UPDATE")
                        .bind("id", id.value())
                        .map(CaseRows::file)
                        .one());
    }

    private Mono<CaseFile> visible(CaseId id, Actor actor, String hold) {
        var visibility = new Visibility(actor, clock.instant());
        var query = select("f.id = :id AND " + visibility.condition(), hold).bind("id", id.value());
        return written()
                .then(visibility.bind(query).map(CaseRows::file).one())
                .switchIfEmpty(Mono.error(() -> new ProblemException(CaseProblems.NOT_FOUND)));
    }

    private GenericExecuteSpec select(String condition, String hold) {
        return database.sql("SELECT " + CaseRows.COLUMNS + " FROM cases.case_file f WHERE " + condition + hold);
    }

    /// Puts a new case on the docket.
    public Mono<CaseFile> open(CaseFile fresh, Deed deed) {
        var change = Change.of(fresh, deed, clock.instant());
        return writing.write(List.of(change), null).thenReturn(change.file());
    }

    /// The same for a case that the running command at once goes on with: it is written together with
    /// what follows, and until then no other table may speak of it but with a deferred constraint.
    public Mono<CaseFile> begin(CaseFile fresh, Deed deed) {
        return write(fresh, deed);
    }

    /// Writes a case that was locked and changed. In a command it is written when the command's answer
    /// is known, or before the command looks at a case again; elsewhere at once.
    public Mono<CaseFile> write(CaseFile changed, Deed deed) {
        return Mono.deferContextual(context -> {
            var change = Change.of(changed, deed, clock.instant());
            return Pending.add(context, change)
                    ? Mono.just(change.file())
                    : writing.write(List.of(change), null).thenReturn(change.file());
        });
    }

    /// Writes what the running command has changed so far. For who reads the tables of the docket past
    /// it.
    public Mono<Void> written() {
        return Mono.deferContextual(context -> {
            var changes = Pending.take(context);
            return changes.isEmpty()
                    ? Mono.empty()
                    : writing.write(changes, null).then();
        });
    }

    /// Runs a command in the caller's transaction and keeps a note of it.
    ///
    /// @param work the command; what it makes is told by the note
    /// @return false when a note with the same key is there already: the command was carried out
    /// before, and whoever called takes everything back
    public Mono<Boolean> carryOut(Mono<CommandNote> work) {
        return work.flatMap(note -> Mono.deferContextual(context -> {
                    var changes = Pending.take(context);
                    return changes.isEmpty() ? writing.note(note) : writing.write(changes, note);
                }))
                .contextWrite(Pending::begin);
    }

    /// Now, as the docket sees it.
    public Instant now() {
        return clock.instant();
    }
}
