package org.yizhan.cases.docket;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
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
    private final WritingTogether writingTogether;
    private final LookingTogether looking;
    private final Clock clock;

    Docket(
            DatabaseClient database,
            Writing writing,
            WritingTogether writingTogether,
            LookingTogether looking,
            Clock clock) {
        this.database = database;
        this.writing = writing;
        this.writingTogether = writingTogether;
        this.looking = looking;
        this.clock = clock;
    }

    /// The case, when the actor may see it; else `case-not-found`.
    public Mono<CaseFile> read(CaseId id, Actor actor) {
        return visible(id, actor, "");
    }

    /// The same past any transaction, together with others who read at this moment.
    public Mono<CaseFile> glance(CaseId id, Actor actor) {
        return new Visibility(actor, clock.instant())
                .subtree()
                .map(subtree -> looking.look(id, subtree)
                        .switchIfEmpty(Mono.error(() -> new ProblemException(CaseProblems.NOT_FOUND))))
                .orElseGet(() -> read(id, actor));
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

    /// The same without holding it, in a command that can be run again: what the command makes of the case is written
    /// only when nobody has changed it meanwhile. As soon as the command sends anything else, the case is held.
    ///
    /// @throws Overtaken (as an error signal, then or when the command is written) when somebody has
    public Mono<CaseFile> look(CaseId id, Actor actor, long version) {
        return Mono.deferContextual(context -> {
            var pending = Pending.in(context).filter(Pending::mayLook);
            var subtree = new Visibility(actor, clock.instant()).subtree();
            if (pending.isEmpty() || subtree.isEmpty()) {
                return lock(id, actor, version);
            }
            return looking.look(id, subtree.get())
                    .filter(file -> file.version() == version)
                    .map(pending.get()::sees)
                    // Waits for whoever has it in hand, so that the refusal tells how it came out.
                    .switchIfEmpty(Mono.defer(() -> lock(id, actor, version)));
        });
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
    public Mono<CaseFile> open(CaseFile fresh, Deed deed, Findable findable) {
        return begin(fresh, deed, findable).delayUntil(_ -> written());
    }

    /// The same for a case that the running command at once goes on with: it is written together with what follows, and
    /// until then no other table may speak of it but with a deferred constraint.
    public Mono<CaseFile> begin(CaseFile fresh, Deed deed, Findable findable) {
        return Mono.defer(() -> keep(Change.of(fresh, deed, findable, clock.instant())));
    }

    /// Writes a case that was locked and changed. In a command it is written when the command's answer is known, or
    /// before the command looks at a case again; elsewhere at once.
    public Mono<CaseFile> write(CaseFile changed, Deed deed) {
        return Mono.defer(() -> keep(Change.of(changed, deed, clock.instant())));
    }

    private Mono<CaseFile> keep(Change change) {
        return Mono.deferContextual(context -> Pending.add(context, change)
                ? Mono.just(change.file())
                : writeNow(List.of(change), null).thenReturn(change.file()));
    }

    /// What the running command has made of a case, as long as its transaction has sent nothing. Empty once it has, and
    /// outside of commands.
    public Mono<Unsent> unsent(CaseId id) {
        return Mono.deferContextual(context -> Mono.justOrEmpty(
                Pending.in(context).filter(pending -> !pending.hasBegun()).map(pending -> Unsent.of(pending.of(id)))));
    }

    /// Writes what the running command has changed so far. For who reads the tables of the docket past it.
    public Mono<Void> written() {
        return Mono.deferContextual(context -> {
            var changes = Pending.take(context);
            return changes.isEmpty() ? Mono.empty() : writeNow(changes, null).then();
        });
    }

    /// Runs a command in the caller's transaction and keeps a note of it.
    ///
    /// @param mayLook whether the command may look at cases without holding them, because it can be run again
    /// @param work    the command; what it makes is told by the note
    /// @return false when a note with the same key is there already: the command was carried out before, and
    /// whoever called takes everything back
    public Mono<Boolean> carryOut(boolean mayLook, Mono<CommandNote> work) {
        return work.flatMap(note -> Mono.deferContextual(context -> {
                    var changes = Pending.take(context);
                    if (changes.isEmpty()) {
                        return note(note);
                    }
                    var alone = Pending.in(context)
                            .filter(pending -> !pending.hasBegun())
                            .isPresent();
                    return alone && isOneCase(changes) ? writeTogether(changes, note) : writeNow(changes, note);
                }))
                .contextWrite(context -> Pending.begin(context, mayLook));
    }

    private static boolean isOneCase(List<Change> changes) {
        return changes.stream().map(change -> change.file().id()).distinct().count() == 1;
    }

    /// Nothing else hangs on the transaction, so that it need not begin.
    private Mono<Boolean> writeTogether(List<Change> changes, CommandNote note) {
        var bundle = new Bundle(changes, note);
        return writing.announced(List.of(bundle))
                .then(Mono.defer(() -> writingTogether.write(bundle)))
                .flatMap(written -> written || bundle.isFresh() ? Mono.just(written) : Mono.error(new Overtaken()));
    }

    /// In the caller's transaction.
    private Mono<Boolean> writeNow(List<Change> changes, @Nullable CommandNote note) {
        var bundles = Bundle.of(changes, note);
        return writing.announced(bundles)
                .then(Mono.defer(() -> writing.write(database, bundles)))
                .flatMap(written -> unwritten(bundles, written));
    }

    private static Mono<Boolean> unwritten(List<Bundle> bundles, Set<CaseId> written) {
        for (var bundle : bundles) {
            if (!written.contains(bundle.file().id())) {
                return bundle.isFresh() ? Mono.just(false) : CaseProblems.refuse(CaseProblems.STALE);
            }
        }
        return Mono.just(true);
    }

    /// The note alone, of a command that changed no case or wrote its changes already.
    private Mono<Boolean> note(CommandNote note) {
        var statement = database.sql("""
                        INSERT INTO cases.idempotency (subject, key, route, body_hash, status, location, answer, at)
                        VALUES (:subject, :key, :route, :hash, :status, :location, :answer, :at)
                        ON CONFLICT DO NOTHING
                        """)
                .bind("subject", note.subject())
                .bind("key", note.key())
                .bind("route", note.route())
                .bind("hash", note.bodyHash())
                .bind("status", note.status())
                .bind("answer", note.answer())
                .bind("at", note.at());
        var location = note.location();
        return (location == null ? statement.bindNull("location", String.class) : statement.bind("location", location))
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    /// Now, as the docket sees it.
    public Instant now() {
        return clock.instant();
    }
}
