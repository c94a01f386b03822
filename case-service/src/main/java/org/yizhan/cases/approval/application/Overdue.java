package org.yizhan.cases.approval.application;

import static org.yizhan.cases.row.Columns.required;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.yizhan.cases.docket.CaseFile;
import org.yizhan.cases.docket.Deed;
import org.yizhan.cases.docket.Docket;
import org.yizhan.cases.org.Roster;
import org.yizhan.cases.process.Course;
import org.yizhan.cases.process.Level;
import org.yizhan.cases.process.Person;
import org.yizhan.cases.process.Place;
import org.yizhan.cases.process.Processes;
import org.yizhan.cases.process.Step;
import org.yizhan.protocol.event.Event;
import org.yizhan.protocol.id.CaseId;
import org.yizhan.protocol.id.StationPath;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Takes what is overdue to the leader on duty at that minute; when nobody is, to the district as a whole. Each
/// deadline
/// is told once. Safe in several processes: the case is locked, and its deadline looked at again.
@Component
public class Overdue {

    /// One look takes no more, so that a long weekend does not end in one long burst.
    private static final int MOST = 200;

    private final DatabaseClient database;
    private final TransactionalOperator transactions;
    private final Docket docket;
    private final Processes processes;
    private final Roster roster;
    private final Clock clock;

    Overdue(
            DatabaseClient database,
            TransactionalOperator transactions,
            Docket docket,
            Processes processes,
            Roster roster,
            Clock clock) {
        this.database = database;
        this.transactions = transactions;
        this.docket = docket;
        this.processes = processes;
        this.roster = roster;
        this.clock = clock;
    }

    /// Escalates what is overdue now; how many cases were.
    public Mono<Long> look() {
        var now = clock.instant();
        return database.sql("SELECT id FROM cases.case_file WHERE due_at < :now ORDER BY due_at LIMIT :most")
                .bind("now", now)
                .bind("most", MOST)
                .map(row -> new CaseId(required(row, "id", UUID.class)))
                .all()
                .collectList()
                .flatMapMany(Flux::fromIterable)
                .concatMap(id -> docket.lockAny(id)
                        .filter(f -> isOverdue(f, now))
                        .flatMap(f -> escalate(f, now))
                        .as(transactions::transactional))
                .count();
    }

    private static boolean isOverdue(CaseFile file, Instant now) {
        var due = file.course().due();
        return due != null && due.isBefore(now);
    }

    private Mono<CaseFile> escalate(CaseFile file, Instant now) {
        var process = processes.get(file.matter().process(), file.matter().processVersion());
        var late = late(file.course(), now);
        var step = process.step(late.step()).orElseThrow();
        return roster.leader(file.scope(), depth(step), now)
                .map(m -> m.person())
                .defaultIfEmpty(Person.station(new StationPath(district(file)), "区"))
                .flatMap(leader -> docket.write(led(file, leader, now), deed(file, late, leader)));
    }

    /// The place whose own limit has passed, or the first one when it is the limit of the whole case.
    private static Place late(Course course, Instant now) {
        return course.places().stream()
                .filter(p -> isLate(p, now))
                .findFirst()
                .orElse(course.places().getFirst());
    }

    private static boolean isLate(Place place, Instant now) {
        return place.leader() == null && place.due() != null && place.due().isBefore(now);
    }

    private static CaseFile led(CaseFile file, Person leader, Instant now) {
        var course = file.course();
        var late = late(course, now).step();
        var places = course.places().stream()
                .map(p -> isLate(p, now) || p.step().equals(late) ? p.escalatedTo(new Person.Since(leader, now)) : p)
                .toList();
        return file.moved(course.at(places, course.arrived()), file.state(), file.frozen(), null);
    }

    private static Deed deed(CaseFile file, Place late, Person leader) {
        return Deed.note("cases", "overdue", file)
                .at(late.step())
                .with(Map.of(
                        "leader",
                        leader.subject(),
                        "due",
                        String.valueOf(file.course().due())))
                .announcing((f, at) -> new Event.CaseChanged(f.id(), null, f.version(), at));
    }

    private static int depth(Step step) {
        return step.level() == Level.COMMUNITY ? 2 : step.level() == Level.STREET ? 1 : 0;
    }

    private static String district(CaseFile file) {
        var path = file.scope().value();
        var end = path.indexOf('.');
        return end < 0 ? path : path.substring(0, end);
    }
}
