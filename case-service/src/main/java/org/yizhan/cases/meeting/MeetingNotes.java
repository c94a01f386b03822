package org.yizhan.cases.meeting;

import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yizhan.cases.docket.CaseFile;
import org.yizhan.cases.docket.Deed;
import org.yizhan.cases.docket.Docket;
import org.yizhan.cases.settings.CaseSettings;
import org.yizhan.platform.outbox.EventConsumer;
import org.yizhan.protocol.event.Event;
import org.yizhan.protocol.id.CaseId;
import org.yizhan.protocol.id.EventId;
import reactor.core.publisher.Mono;

/// Notes in a case what happened to its meetings: that one began and whether it is recorded, that it ended, and the
/// hash
/// that seals its recording. Runs in the transaction in which the event was noted as seen.
@Component
class MeetingNotes implements EventConsumer {

    private final Docket docket;
    private final Meetings meetings;
    private final CaseSettings settings;

    MeetingNotes(Docket docket, Meetings meetings, CaseSettings settings) {
        this.docket = docket;
        this.meetings = meetings;
        this.settings = settings;
    }

    @Override
    public String name() {
        return "cases.meetings";
    }

    @Override
    public String schema() {
        return "cases";
    }

    /// The case service's own events are for others.
    @Override
    public boolean wants(Event event) {
        return switch (event) {
            case Event.ConsultationStarted _, Event.ConsultationEnded _, Event.RecordingSealed _ -> true;
            case Event.OfCase _, Event.OfConsultation _ -> false;
        };
    }

    @Override
    public Mono<Void> on(EventId id, Event event) {
        return switch (event) {
            case Event.ConsultationStarted started -> ofCase(started.caseId(), file -> started(file, started));
            case Event.ConsultationEnded ended -> ofCase(ended.caseId(), file -> ended(file, ended));
            case Event.RecordingSealed sealed -> ofCase(sealed.caseId(), file -> sealed(file, sealed));
            case Event.OfCase _, Event.OfConsultation _ -> Mono.empty();
        };
    }

    private Mono<Void> ofCase(@Nullable CaseId caseId, Function<CaseFile, Mono<CaseFile>> note) {
        return caseId == null
                ? Mono.empty()
                : docket.lockAny(caseId).flatMap(note).then();
    }

    private Mono<CaseFile> started(CaseFile file, Event.ConsultationStarted event) {
        var deed = Deed.note("signaling", "meeting-started", file)
                .in(event.consultation())
                .with(Map.of("recorded", event.recorded()));
        return meetings.started(event, file.id())
                .then(docket.write(file.met(event.consultation(), event.recorded()), deed));
    }

    /// The resident may still rate and print for a while; then the booth belongs to the next one.
    private Mono<CaseFile> ended(CaseFile file, Event.ConsultationEnded event) {
        var deed = Deed.note("signaling", "meeting-ended", file).in(event.consultation());
        var until = file.sitting().until();
        var grace = event.at().plus(settings.sittingGrace());
        return meetings.ended(event, file.id())
                .then(docket.write(until == null ? file : file.sitting(earlier(until, grace)), deed));
    }

    private Mono<CaseFile> sealed(CaseFile file, Event.RecordingSealed event) {
        var deed = Deed.note("media-bridge", "recording-sealed", file)
                .in(event.consultation())
                .with(Map.of(
                        "recording", event.recording().toString(),
                        "headHash", event.headHash(),
                        "durationMs", event.durationMs(),
                        "interrupted", event.interrupted()));
        return meetings.sealed(event, file.id()).then(docket.write(file, deed));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
