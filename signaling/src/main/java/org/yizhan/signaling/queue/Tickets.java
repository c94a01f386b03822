package org.yizhan.signaling.queue;

import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.yizhan.platform.r2dbc.Columns;
import org.yizhan.protocol.cases.CaseBrief;
import org.yizhan.protocol.id.CaseId;
import org.yizhan.protocol.id.MemberId;
import org.yizhan.protocol.id.StationPath;
import org.yizhan.protocol.id.TicketId;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/// All tickets, in `signaling.ticket`.
@Component
class Tickets {

    private static final String LIVING = "state in ('waiting', 'called', 'serving')";
    private static final String WITHIN = "(scope = :station or scope like :station || '.%')";
    private static final String TURN = "front desc, turn_at, taken_at, id";

    private final DatabaseClient database;
    private final JsonMapper json;

    Tickets(DatabaseClient database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    /// The next position of a station's day.
    Mono<Integer> nextPosition(StationPath station, LocalDate day) {
        return database.sql("""
                        insert into signaling.ticket_count as count (station, day, last) values (:station, :day, 1)
                        on conflict (station, day) do update set last = count.last + 1
                        returning last""")
                .bind("station", station.value())
                .bind("day", day)
                .map(row -> Columns.get(row, "last", Integer.class))
                .one();
    }

    Mono<Void> add(Ticket ticket, LocalDate day, int position, Instant turnAt) {
        return database.sql("""
                        insert into signaling.ticket (id, station, day, position, number, case_id, scope, brief, member,
                            subject, recording_consent, green_channel, state, taken_at, turn_at)
                        values (:id, :station, :day, :position, :number, :case, :scope, :brief::jsonb, :member,
                            :subject, :consent, :green, 'waiting', :taken, :turn)""")
                .bind("id", ticket.id().value())
                .bind("station", ticket.station().value())
                .bind("day", day)
                .bind("position", position)
                .bind("number", ticket.number())
                .bind("case", ticket.brief().caseId().value())
                .bind("scope", ticket.brief().scope().value())
                .bind("brief", json.writeValueAsString(ticket.brief()))
                .bind("member", ticket.member().value())
                .bind("subject", ticket.subject())
                .bind("consent", ticket.recordingConsent())
                .bind("green", ticket.greenChannel())
                .bind("taken", ticket.takenAt())
                .bind("turn", turnAt)
                .then();
    }

    Mono<Ticket> find(TicketId id) {
        return database.sql("select * from signaling.ticket where id = :id")
                .bind("id", id.value())
                .map(this::ticket)
                .one();
    }

    /// The booth's ticket that is not over, locked.
    Mono<Ticket> livingOf(MemberId member) {
        return database.sql("select * from signaling.ticket where member = :member and " + LIVING + " for update")
                .bind("member", member.value())
                .map(this::ticket)
                .one();
    }

    /// The ticket of a case that waits already, now held by another page of the same booth. Empty when there is
    /// none.
    Mono<Ticket> rebind(CaseId caseId, String subject, MemberId member) {
        return database.sql("update signaling.ticket set member = :member, gone_since = null"
                        + " where case_id = :case and subject = :subject and state = 'waiting' returning *")
                .bind("case", caseId.value())
                .bind("subject", subject)
                .bind("member", member.value())
                .map(this::ticket)
                .one();
    }

    /// The last ticket of a booth's page, over or not.
    Mono<Ticket> latestOf(MemberId member) {
        return database.sql("select * from signaling.ticket where member = :member order by taken_at desc limit 1")
                .bind("member", member.value())
                .map(this::ticket)
                .one();
    }

    /// Takes the ticket whose turn it is. Two desks that ask at once get two tickets, or one gets none. A booth
    /// whose socket is lost keeps its place but is passed over.
    Mono<Ticket> claimNext(StationPath station, Instant now) {
        return database.sql("update signaling.ticket set state = 'called', called_at = :now where id = ("
                        + "select id from signaling.ticket where state = 'waiting' and gone_since is null and " + WITHIN
                        + " order by " + TURN + " limit 1 for update skip locked) returning *")
                .bind("now", now)
                .bind("station", station.value())
                .map(this::ticket)
                .one();
    }

    Mono<Void> serving(TicketId id, Instant now) {
        return change("state = 'serving', serving_at = coalesce(serving_at, :now)", id, now);
    }

    Mono<Void> done(TicketId id, Instant now) {
        return change("state = 'done', ended_at = :now", id, now);
    }

    Mono<Void> abandoned(TicketId id, Instant now) {
        return change("state = 'abandoned', ended_at = :now", id, now);
    }

    Mono<Void> toTheFront(TicketId id) {
        return database.sql("update signaling.ticket set state = 'waiting', front = true, called_at = null,"
                        + " serving_at = null where id = :id")
                .bind("id", id.value())
                .then();
    }

    private Mono<Void> change(String what, TicketId id, Instant now) {
        return database.sql("update signaling.ticket set " + what + " where id = :id")
                .bind("id", id.value())
                .bind("now", now)
                .then();
    }

    /// Those who wait for a desk of this station, in turn.
    Flux<Ticket> waiting(StationPath station, int limit) {
        return database.sql("select * from signaling.ticket where state = 'waiting' and " + WITHIN + " order by " + TURN
                        + " limit :limit")
                .bind("station", station.value())
                .bind("limit", limit)
                .map(this::ticket)
                .all();
    }

    Mono<Integer> countWaiting(StationPath station) {
        return database.sql("select count(*)::int as n from signaling.ticket where state = 'waiting' and " + WITHIN)
                .bind("station", station.value())
                .map(row -> Columns.get(row, "n", Integer.class))
                .one();
    }

    /// How many of the same district have their turn before this one.
    Mono<Integer> ahead(Ticket ticket) {
        return database.sql("""
                        select count(*)::int as n from signaling.ticket other, signaling.ticket own
                        where own.id = :id and own.state = 'waiting' and other.state = 'waiting'
                          and split_part(other.scope, '.', 1) = split_part(own.scope, '.', 1)
                          and (not other.front, other.turn_at, other.taken_at, other.id)
                            < (not own.front, own.turn_at, own.taken_at, own.id)""")
                .bind("id", ticket.id().value())
                .map(row -> Columns.get(row, "n", Integer.class))
                .one();
    }

    /// How long the last meetings of this district took.
    Flux<Duration> recentMeetings(StationPath district, Instant since) {
        return database.sql("select serving_at, ended_at from signaling.ticket where state = 'done'"
                        + " and serving_at is not null and ended_at > :since and " + WITHIN
                        + " order by ended_at desc limit 40")
                .bind("since", since)
                .bind("station", district.value())
                .map(row -> Duration.between(
                        Columns.get(row, "serving_at", Instant.class), Columns.get(row, "ended_at", Instant.class)))
                .all();
    }

    /// Every booth that waits, and since when its socket is lost.
    Flux<WaitingBooth> waitingBooths() {
        return database.sql("select id, member, scope, gone_since from signaling.ticket where state = 'waiting'")
                .map(row -> new WaitingBooth(
                        new TicketId(Columns.get(row, "id", UUID.class)),
                        new MemberId(Columns.get(row, "member", UUID.class)),
                        new StationPath(Columns.get(row, "scope", String.class)),
                        Optional.ofNullable(row.get("gone_since", Instant.class))))
                .all();
    }

    record WaitingBooth(TicketId ticket, MemberId member, StationPath scope, Optional<Instant> goneSince) {}

    Mono<Long> markGone(TicketId id, Instant now) {
        return database.sql("update signaling.ticket set gone_since = :now where id = :id and gone_since is null")
                .bind("id", id.value())
                .bind("now", now)
                .fetch()
                .rowsUpdated();
    }

    Mono<Long> markBack(TicketId id) {
        return database.sql("update signaling.ticket set gone_since = null where id = :id and gone_since is not null")
                .bind("id", id.value())
                .fetch()
                .rowsUpdated();
    }

    /// Gives up a ticket whose booth did not come back, if it still waits.
    Mono<Long> giveUp(TicketId id, Instant now) {
        return database.sql("update signaling.ticket set state = 'abandoned', ended_at = :now"
                        + " where id = :id and state = 'waiting'")
                .bind("id", id.value())
                .bind("now", now)
                .fetch()
                .rowsUpdated();
    }

    private Ticket ticket(Readable row) {
        return new Ticket(
                new TicketId(Columns.get(row, "id", UUID.class)),
                new StationPath(Columns.get(row, "station", String.class)),
                Columns.get(row, "number", String.class),
                json.readValue(Columns.get(row, "brief", String.class), CaseBrief.class),
                new MemberId(Columns.get(row, "member", UUID.class)),
                Columns.get(row, "subject", String.class),
                Columns.get(row, "recording_consent", Boolean.class),
                Columns.get(row, "green_channel", Boolean.class),
                TicketState.of(Columns.get(row, "state", String.class)),
                Columns.get(row, "taken_at", Instant.class));
    }
}
