package org.yizhan.signaling.consultation.store;

import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.yizhan.platform.r2dbc.Columns;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.protocol.id.MemberId;
import org.yizhan.protocol.id.StationPath;
import org.yizhan.signaling.consultation.application.Consultations;
import org.yizhan.signaling.consultation.model.Consultation;
import org.yizhan.signaling.consultation.model.Facts;
import org.yizhan.signaling.consultation.model.Happening;
import org.yizhan.signaling.consultation.model.Participant;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Consultations in `signaling.consultation`, `.participant` and `.event`.
@Component
class StoredConsultations implements Consultations {

    private static final TypeReference<Map<String, Object>> DATA = new TypeReference<>() {};

    private final DatabaseClient database;
    private final JsonMapper json;

    StoredConsultations(DatabaseClient database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    @Override
    public Mono<Stored> lock(ConsultationId id) {
        return one("select * from signaling.consultation where id = :id for update", id);
    }

    @Override
    public Mono<Stored> find(ConsultationId id) {
        return one("select * from signaling.consultation where id = :id", id);
    }

    private Mono<Stored> one(String sql, ConsultationId id) {
        return database.sql(sql).bind("id", id.value()).map(this::stored).one();
    }

    @Override
    public Mono<Void> add(Consultation consultation, List<Happening> happenings, Instant at, @Nullable String bridge) {
        Facts facts = consultation.facts();
        return database.sql("""
                        insert into signaling.consultation (id, state, facts, seq, ticket, case_id, scope, recorded,
                            recording, created_at, bridge)
                        values (:id, '', '{}', 0, :ticket, :case, :scope, :recorded, :recording, :created, :bridge)""")
                .bind("id", facts.id().value())
                .bind("ticket", facts.ticket().value())
                .bind("case", facts.brief().caseId().value())
                .bind("scope", facts.brief().scope().value())
                .bind("recorded", facts.recorded())
                .bind("recording", facts.recording().value())
                .bind("created", facts.createdAt())
                .bind("bridge", Parameters.in(R2dbcType.VARCHAR, bridge))
                .then()
                .then(save(consultation, happenings, at, 0, States.expiresAt(consultation)));
    }

    @Override
    public Mono<Void> save(
            Consultation next, List<Happening> happenings, Instant at, long planRevision, @Nullable Instant dueAt) {
        Facts facts = next.facts();
        return database.sql("""
                        update signaling.consultation set state = :state, facts = :facts::jsonb, seq = :seq,
                            plan_revision = :plan, due_at = :due, started_at = :started, expires_at = :expires,
                            ended_at = :ended, reason = :reason
                        where id = :id""")
                .bind("id", facts.id().value())
                .bind("state", next.word())
                .bind("facts", json.writeValueAsString(facts))
                .bind("seq", facts.seq())
                .bind("plan", planRevision)
                .bind("due", time(dueAt))
                .bind("started", time(facts.startedAt()))
                .bind("expires", time(States.expiresAt(next)))
                .bind("ended", time(States.endedAt(next)))
                .bind("reason", Parameters.in(R2dbcType.VARCHAR, States.reason(next)))
                .then()
                .then(saveParticipants(next))
                .then(append(facts, happenings, at));
    }

    /// One statement for all: who is in it, and whether that still binds them.
    private Mono<Void> saveParticipants(Consultation next) {
        Facts facts = next.facts();
        List<Participant> all = facts.participants();
        return database.sql("""
                        insert into signaling.participant (consultation, member, subject, active, away)
                        select :id, * from unnest(:members::uuid[], :subjects::text[], :actives::bool[], :aways::bool[])
                        on conflict (consultation, member) do update
                        set active = excluded.active, away = excluded.away
                        where (participant.active, participant.away) <> (excluded.active, excluded.away)""")
                .bind("id", facts.id().value())
                .bind("members", all.stream().map(who -> who.member().value()).toArray(UUID[]::new))
                .bind("subjects", all.stream().map(Participant::subject).toArray(String[]::new))
                .bind(
                        "actives",
                        all.stream().map(who -> !next.isOver() && !who.left()).toArray(Boolean[]::new))
                .bind("aways", all.stream().map(who -> who.awaySince() != null).toArray(Boolean[]::new))
                .then();
    }

    /// One statement for all, numbered up to the state's number.
    private Mono<Void> append(Facts facts, List<Happening> happenings, Instant at) {
        long before = facts.seq() - happenings.size();
        return database.sql("""
                        insert into signaling.event (consultation, seq, kind, data, at)
                        select :id, :before + happening.n, happening.kind, happening.data::jsonb, :at
                        from unnest(:kinds::text[], :datas::text[]) with ordinality as happening (kind, data, n)""")
                .bind("id", facts.id().value())
                .bind("before", before)
                .bind("kinds", happenings.stream().map(Happening::kind).toArray(String[]::new))
                .bind(
                        "datas",
                        happenings.stream()
                                .map(happening -> json.writeValueAsString(happening.data()))
                                .toArray(String[]::new))
                .bind("at", at)
                .then();
    }

    @Override
    public Mono<ConsultationId> activeOf(MemberId member) {
        return database.sql("select consultation from signaling.participant where member = :member and active")
                .bind("member", member.value())
                .map(row -> new ConsultationId(Columns.get(row, "consultation", UUID.class)))
                .one();
    }

    @Override
    public Flux<Event> events(ConsultationId id, long seq, long last) {
        return database.sql("select seq, kind, data, at from signaling.event"
                        + " where consultation = :id and seq > :seq and seq <= :last order by seq")
                .bind("id", id.value())
                .bind("seq", seq)
                .bind("last", last)
                .map(row -> new Event(
                        Columns.get(row, "seq", Long.class),
                        Columns.get(row, "kind", String.class),
                        json.readValue(Columns.get(row, "data", String.class), DATA),
                        Columns.get(row, "at", Instant.class)))
                .all();
    }

    @Override
    public Flux<ConsultationId> due(Instant now) {
        return database.sql("select id from signaling.consultation where due_at <= :now order by due_at limit 200")
                .bind("now", now)
                .map(StoredConsultations::id)
                .all();
    }

    @Override
    public Flux<Attending> attending() {
        return database.sql("select consultation, member, away from signaling.participant where active")
                .map(row -> new Attending(
                        new ConsultationId(Columns.get(row, "consultation", UUID.class)),
                        new MemberId(Columns.get(row, "member", UUID.class)),
                        Columns.get(row, "away", Boolean.class)))
                .all();
    }

    @Override
    public Flux<ConsultationId> unarranged() {
        return database.sql("select id from signaling.consultation where arranged < plan_revision limit 200")
                .map(StoredConsultations::id)
                .all();
    }

    @Override
    public Mono<Void> arranged(ConsultationId id, long revision, @Nullable String bridge) {
        return database.sql("update signaling.consultation set arranged = :revision"
                        + " where id = :id and arranged < :revision and bridge is not distinct from :bridge")
                .bind("bridge", Parameters.in(R2dbcType.VARCHAR, bridge))
                .bind("id", id.value())
                .bind("revision", revision)
                .then();
    }

    @Override
    public Mono<String> bridgeOf(MemberId member) {
        return database.sql("""
                        select consultation.bridge from signaling.participant
                        join signaling.consultation on consultation.id = participant.consultation
                        where participant.member = :member and participant.active
                          and consultation.bridge is not null""")
                .bind("member", member.value())
                .map(row -> Columns.get(row, "bridge", String.class))
                .one();
    }

    @Override
    public Flux<Placed> placedElsewhere(Collection<String> bridges) {
        return database.sql("""
                        select id, scope, bridge, second_bridge from signaling.consultation
                        where state in ('offered', 'connecting', 'live', 'held')
                          and (bridge is null or bridge <> all (:bridges::text[]))
                        limit 1000""")
                .bind("bridges", bridges.toArray(String[]::new))
                .map(StoredConsultations::placed)
                .all();
    }

    private static Placed placed(Readable row) {
        return new Placed(
                id(row),
                new StationPath(Columns.get(row, "scope", String.class)),
                row.get("bridge", String.class),
                row.get("second_bridge", String.class));
    }

    @Override
    public Mono<Boolean> move(Placed from, String bridge) {
        return database.sql("""
                        update signaling.consultation set bridge = :bridge, turn = turn + 1, arranged = 0
                        where id = :id and bridge is not distinct from :from
                          and state in ('offered', 'connecting', 'live', 'held')""")
                .bind("id", from.consultation().value())
                .bind("from", Parameters.in(R2dbcType.VARCHAR, from.bridge()))
                .bind("bridge", bridge)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows > 0);
    }

    @Override
    public Flux<Placed> recordedOnce(Collection<String> bridges) {
        return database.sql("""
                        select id, scope, bridge, second_bridge from signaling.consultation
                        where state in ('live', 'held') and recorded and bridge is not null
                          and (second_bridge is null or second_bridge = bridge
                               or second_bridge <> all (:bridges::text[]))
                        limit 1000""")
                .bind("bridges", bridges.toArray(String[]::new))
                .map(StoredConsultations::placed)
                .all();
    }

    @Override
    public Mono<Boolean> recordTwice(Placed from, String bridge) {
        return database.sql("""
                        update signaling.consultation
                        set second_bridge = :bridge, second_turn = second_turn + 1, second_arranged = 0
                        where id = :id and second_bridge is not distinct from :from and state in ('live', 'held')""")
                .bind("id", from.consultation().value())
                .bind("from", Parameters.in(R2dbcType.VARCHAR, from.second()))
                .bind("bridge", bridge)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows > 0);
    }

    @Override
    public Flux<ConsultationId> unarrangedTwice() {
        return database.sql("select id from signaling.consultation"
                        + " where second_bridge is not null and second_arranged < plan_revision limit 200")
                .map(StoredConsultations::id)
                .all();
    }

    @Override
    public Mono<Void> arrangedTwice(ConsultationId id, long revision, String bridge) {
        return database.sql("update signaling.consultation set second_arranged = :revision"
                        + " where id = :id and second_arranged < :revision and second_bridge = :bridge")
                .bind("bridge", bridge)
                .bind("id", id.value())
                .bind("revision", revision)
                .then();
    }

    @Override
    public Mono<String> secondBridgeOf(MemberId member) {
        return database.sql("""
                        select consultation.second_bridge from signaling.participant
                        join signaling.consultation on consultation.id = participant.consultation
                        where participant.member = :member and participant.active
                          and consultation.second_bridge is not null and consultation.state in ('live', 'held')""")
                .bind("member", member.value())
                .map(row -> Columns.get(row, "second_bridge", String.class))
                .one();
    }

    @Override
    public Flux<Stored> search(
            StationPath scope,
            @Nullable String query,
            @Nullable Instant from,
            @Nullable Instant to,
            int page,
            int size) {
        return database.sql("""
                        select * from signaling.consultation
                        where (scope = :scope or scope like :scope || '.%')
                          and (:query::text is null or facts -> 'brief' ->> 'number' ilike '%' || :query || '%'
                               or facts ->> 'ticketNumber' = :query)
                          and (:from::timestamptz is null or created_at >= :from)
                          and (:to::timestamptz is null or created_at < :to)
                        order by created_at desc, id limit :size offset :skip""")
                .bind("scope", scope.value())
                .bind("query", Parameters.in(R2dbcType.VARCHAR, query))
                .bind("from", time(from))
                .bind("to", time(to))
                .bind("size", size)
                .bind("skip", page * size)
                .map(this::stored)
                .all();
    }

    private Stored stored(Readable row) {
        Facts facts = json.readValue(Columns.get(row, "facts", String.class), Facts.class);
        return new Stored(
                States.of(
                        Columns.get(row, "state", String.class),
                        facts,
                        row.get("expires_at", Instant.class),
                        row.get("ended_at", Instant.class),
                        row.get("reason", String.class)),
                Columns.get(row, "plan_revision", Long.class),
                row.get("bridge", String.class),
                Columns.get(row, "turn", Long.class),
                second(row));
    }

    private static @Nullable Second second(Readable row) {
        String bridge = row.get("second_bridge", String.class);
        return bridge == null ? null : new Second(bridge, Columns.get(row, "second_turn", Long.class));
    }

    private static ConsultationId id(Readable row) {
        return new ConsultationId(Columns.get(row, "id", UUID.class));
    }

    private static Object time(@Nullable Instant instant) {
        return Parameters.in(R2dbcType.TIMESTAMP_WITH_TIME_ZONE, instant);
    }
}
