package org.yizhan.signaling.consultation.web;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.yizhan.platform.problem.ProblemException;
import org.yizhan.platform.problem.Problems;
import org.yizhan.platform.security.Actor;
import org.yizhan.platform.security.CurrentActor;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.protocol.id.Role;
import org.yizhan.signaling.consultation.application.Consultations;
import org.yizhan.signaling.consultation.application.Consultations.Stored;
import org.yizhan.signaling.consultation.model.Facts;
import org.yizhan.signaling.refusal.Refusals;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Finding meetings, and what happened in one: for those who supervise the case's station, and for those who took
/// part.
@RestController
@RequestMapping("/api/consultations")
class ConsultationController {

    private static final int PAGE = 50;
    private static final int LAST_PAGE = 1_000;
    private static final int LONGEST_QUERY = 64;

    /// A day is the bureau's day.
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final Consultations consultations;

    ConsultationController(Consultations consultations) {
        this.consultations = consultations;
    }

    @GetMapping
    Mono<List<MeetingRow>> find(
            @RequestParam(name = "q", required = false) @Nullable String query,
            @RequestParam(name = "from", required = false) @Nullable String from,
            @RequestParam(name = "to", required = false) @Nullable String to,
            @RequestParam(name = "page", defaultValue = "0") int page) {
        String wanted = query == null || query.isBlank() ? null : query.strip();
        if (page < 0 || page > LAST_PAGE) {
            return Refusals.refuse(Problems.INVALID.at("page"));
        }
        if (wanted != null && wanted.length() > LONGEST_QUERY) {
            return Refusals.refuse(Problems.INVALID.at("q"));
        }
        Instant first = time(from, "from", 0);
        Instant last = time(to, "to", 1);
        return CurrentActor.get(Role.SUPERVISOR, Role.AUDITOR, Role.DUTY_LEADER)
                .flatMapMany(actor -> consultations.search(actor.station(), wanted, first, last, page, PAGE))
                .map(MeetingRow::of)
                .collectList();
    }

    @GetMapping("/{id}")
    Mono<MeetingView> get(@PathVariable("id") ConsultationId id) {
        return CurrentActor.get()
                .flatMap(actor -> consultations
                        .find(id)
                        .filter(stored -> maySee(actor, stored.consultation().facts()))
                        .switchIfEmpty(Refusals.refuse(Refusals.CONSULTATION_NOT_FOUND))
                        .flatMap(this::view));
    }

    private Mono<MeetingView> view(Stored stored) {
        Flux<Consultations.Event> events = consultations.events(
                stored.consultation().facts().id(),
                0,
                stored.consultation().facts().seq());
        return events.collectList().map(all -> MeetingView.of(MeetingRow.of(stored), all));
    }

    /// Those who watch over the case's station; those who took part.
    private static boolean maySee(Actor actor, Facts facts) {
        boolean supervises = actor.sees(facts.brief().scope())
                && (actor.is(Role.SUPERVISOR) || actor.is(Role.AUDITOR) || actor.is(Role.DUTY_LEADER));
        return supervises
                || facts.participants().stream()
                        .anyMatch(who -> who.subject().equals(actor.subject()) && facts.tookPart(who));
    }

    /// A day or an instant.
    ///
    /// @param plusDays so that `to` includes its day
    private static @Nullable Instant time(@Nullable String text, String field, int plusDays) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            return text.length() == 10
                    ? LocalDate.parse(text)
                            .plusDays(plusDays)
                            .atStartOfDay(ZONE)
                            .toInstant()
                    : Instant.parse(text);
        } catch (DateTimeParseException _) {
            throw new ProblemException(Problems.INVALID.at(field));
        }
    }
}
