package org.yizhan.cases.org;

import static org.yizhan.cases.row.Columns.required;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.yizhan.platform.security.Actor;
import org.yizhan.protocol.id.StationPath;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// What every request has to know of the organisation, in memory: second posts, stations that moved, working hours.
/// Read
/// again when the organisation has changed; another process sees a change within [#PAUSE]. When a post begins or ends
/// is the clock's business and exact to the microsecond.
@Component
public class Organisation implements SmartLifecycle {

    static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Logger LOG = LoggerFactory.getLogger(Organisation.class);

    private final DatabaseClient database;
    private final OrgChanges changes;
    private final Postings postings;
    private final Clock clock;
    private volatile Snapshot snapshot = Snapshot.UNREAD;
    private volatile Disposable watching = () -> {};
    private volatile boolean running;

    Organisation(DatabaseClient database, OrgChanges changes, Postings postings, Clock clock) {
        this.database = database;
        this.changes = changes;
        this.postings = postings;
        this.clock = clock;
    }

    /// @param change number of the change after which it was read
    /// @param moved  old path of a station, and where it is now
    /// @param hours  working hours by station, as `09:00-12:00,13:30-17:00`
    /// @param days   days on which a station does otherwise than the country
    public record Snapshot(
            long change,
            Map<String, List<Posting>> postings,
            Map<String, StationPath> moved,
            Map<String, String> hours,
            Map<String, Map<LocalDate, Boolean>> days) {
        static final Snapshot UNREAD = new Snapshot(-1, Map.of(), Map.of(), Map.of(), Map.of());
    }

    /// As it was read last. Before the first reading there are no second posts.
    public Snapshot now() {
        return snapshot;
    }

    /// The same actor at the station's present place in the tree, with the posts that they hold at this moment.
    Actor known(Actor actor) {
        var known = snapshot;
        var station = known.moved().get(actor.station().value());
        var settled = station == null ? actor : actor.at(station);
        var mine = known.postings().get(actor.subject());
        if (mine == null) {
            return settled;
        }
        var at = clock.instant();
        var posts = mine.stream().map(Posting::post).filter(p -> p.holdsAt(at)).toList();
        return posts.isEmpty() ? settled : settled.with(posts);
    }

    /// Reads again when something has changed.
    Mono<Void> refresh() {
        return changes.latest()
                .filter(latest -> latest != snapshot.change())
                .flatMap(this::read)
                .doOnNext(read -> snapshot = read)
                .then();
    }

    private Mono<Snapshot> read(long change) {
        var held = postings.endingAfter(clock.instant()).collectList().map(all -> {
            var bySubject = new HashMap<String, List<Posting>>();
            all.forEach(p -> bySubject
                    .computeIfAbsent(p.subject(), _ -> new ArrayList<>())
                    .add(p));
            return bySubject;
        });
        var moved = database.sql(
                        "SELECT path::text AS path, became::text AS became FROM cases.station_past ORDER BY until_at")
                .map(row -> Map.entry(
                        required(row, "path", String.class), new StationPath(required(row, "became", String.class))))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
        var hours = database.sql("SELECT station::text AS station, hours FROM cases.working_hours")
                .map(row -> Map.entry(required(row, "station", String.class), required(row, "hours", String.class)))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
        return held.flatMap(h ->
                moved.flatMap(m -> hours.flatMap(w -> days().map(d -> new Snapshot(change, h, m, w, d)))));
    }

    private record Day(String station, LocalDate day, boolean workday) {}

    private Mono<Map<String, Map<LocalDate, Boolean>>> days() {
        return database.sql("SELECT station::text AS station, day, workday FROM cases.working_day")
                .map(row -> new Day(
                        required(row, "station", String.class),
                        required(row, "day", LocalDate.class),
                        required(row, "workday", Boolean.class)))
                .all()
                .collectList()
                .map(all -> {
                    var byStation = new HashMap<String, Map<LocalDate, Boolean>>();
                    all.forEach(d -> byStation
                            .computeIfAbsent(d.station(), _ -> new HashMap<>())
                            .put(d.day(), d.workday()));
                    return byStation;
                });
    }

    @Override
    public void start() {
        running = true;
        watching = Flux.concat(Flux.just(0L), Flux.interval(PAUSE))
                .onBackpressureDrop()
                .concatMap(_ -> refresh().onErrorResume(e -> {
                    LOG.warn("the organisation could not be read; trying again in {}", PAUSE, e);
                    return Mono.empty();
                }))
                .subscribe();
    }

    @Override
    public void stop() {
        watching.dispose();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /// Before the web server, so that nobody is asked to wait.
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE + 1_000;
    }
}
