package org.yizhan.cases.meeting;

import static org.yizhan.cases.row.Columns.required;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.yizhan.platform.problem.Problem;
import org.yizhan.platform.problem.ProblemException;
import org.yizhan.protocol.consultation.Attendance;
import org.yizhan.protocol.consultation.Consultations;
import org.yizhan.protocol.event.Event;
import org.yizhan.protocol.id.CaseId;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.protocol.id.RecordingId;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Meetings about cases: what was heard of them, and how they are right now.
@Component
public class Meetings {

    private static final Problem NOT_OF_CASE = Problem.of(
                    422, "consultation-not-of-case", "这次视频会话不是为这个办件开的。", "That meeting is not about this case.")
            .at("consultation");

    private static final Problem UNREACHABLE = Problem.of(
            503,
            "consultation-unreachable",
            "暂时无法确认视频会话，请稍后再试。",
            "The meeting cannot be checked right now; please try again.");

    private static final Logger LOG = LoggerFactory.getLogger(Meetings.class);

    private final DatabaseClient database;
    private final ObjectProvider<Consultations> consultations;

    Meetings(DatabaseClient database, ObjectProvider<Consultations> consultations) {
        this.database = database;
        this.consultations = consultations;
    }

    /// Makes sure that a meeting which a page names is one about this case; else `consultation-not-of-case`. To be
    /// asked
    /// before a transaction begins: it may ask signaling.
    public Mono<Optional<ConsultationId>> confirm(CaseId caseId, @Nullable String named) {
        if (named == null || named.isBlank()) {
            return Mono.just(Optional.empty());
        }
        return Mono.fromCallable(() -> ConsultationId.of(named))
                .onErrorMap(IllegalArgumentException.class, _ -> new ProblemException(NOT_OF_CASE))
                .filterWhen(id -> isOf(id, caseId))
                .switchIfEmpty(Mono.error(() -> new ProblemException(NOT_OF_CASE)))
                .map(Optional::of);
    }

    private Mono<Boolean> isOf(ConsultationId consultation, CaseId caseId) {
        return find(consultation)
                .map(m -> m.caseId().equals(caseId))
                .switchIfEmpty(Mono.defer(() -> attendance(consultation).map(a -> caseId.equals(a.caseId()))))
                .defaultIfEmpty(false);
    }

    /// Who is in a meeting now. Empty when there is no such meeting, or nobody here who could know.
    public Mono<Attendance> attendance(ConsultationId consultation) {
        return Mono.justOrEmpty(consultations.getIfAvailable())
                .flatMap(c -> c.attendance(consultation))
                .doOnError(e -> LOG.warn("signaling does not say who is in meeting {}", consultation, e))
                .onErrorMap(_ -> new ProblemException(UNREACHABLE));
    }

    /// The meetings of a case, first one first.
    public Flux<Meeting> of(CaseId caseId) {
        return database.sql("SELECT * FROM cases.meeting WHERE case_id = :case ORDER BY started_at NULLS LAST")
                .bind("case", caseId.value())
                .map(Meetings::meeting)
                .all();
    }

    Mono<Meeting> find(ConsultationId consultation) {
        return database.sql("SELECT * FROM cases.meeting WHERE consultation = :consultation")
                .bind("consultation", consultation.value())
                .map(Meetings::meeting)
                .one();
    }

    Mono<Void> started(Event.ConsultationStarted event, CaseId caseId) {
        return database.sql("""
                        INSERT INTO cases.meeting (consultation, case_id, recorded, started_at)
                        VALUES (:consultation, :case, :recorded, :at)
                        ON CONFLICT (consultation) DO UPDATE SET recorded = :recorded, started_at = :at
                        """)
                .bind("consultation", event.consultation().value())
                .bind("case", caseId.value())
                .bind("recorded", event.recorded())
                .bind("at", event.at())
                .then();
    }

    Mono<Void> ended(Event.ConsultationEnded event, CaseId caseId) {
        return database.sql("""
                        INSERT INTO cases.meeting (consultation, case_id, ended_at) VALUES (:consultation, :case, :at)
                        ON CONFLICT (consultation) DO UPDATE SET ended_at = :at
                        """)
                .bind("consultation", event.consultation().value())
                .bind("case", caseId.value())
                .bind("at", event.at())
                .then();
    }

    Mono<Void> sealed(Event.RecordingSealed event, CaseId caseId) {
        return database.sql("""
                        INSERT INTO cases.meeting (consultation, case_id, recording, head_hash, duration_ms, interrupted)
                        VALUES (:consultation, :case, :recording, :head, :duration, :interrupted)
                        ON CONFLICT (consultation) DO UPDATE SET recording = :recording, head_hash = :head,
                            duration_ms = :duration, interrupted = :interrupted
                        """)
                .bind("consultation", event.consultation().value())
                .bind("case", caseId.value())
                .bind("recording", event.recording().value())
                .bind("head", event.headHash())
                .bind("duration", event.durationMs())
                .bind("interrupted", event.interrupted())
                .then();
    }

    private static Meeting meeting(io.r2dbc.spi.Readable row) {
        var recording = row.get("recording", UUID.class);
        return new Meeting(
                new ConsultationId(required(row, "consultation", UUID.class)),
                new CaseId(required(row, "case_id", UUID.class)),
                row.get("recorded", Boolean.class),
                row.get("started_at", Instant.class),
                row.get("ended_at", Instant.class),
                recording == null ? null : new RecordingId(recording),
                row.get("head_hash", String.class));
    }
}
