package org.yizhan.signaling.consultation.application;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yizhan.protocol.bridge.SourceKind;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.protocol.id.MemberId;
import org.yizhan.signaling.request.RequestKey;
import reactor.core.publisher.Mono;

/// What members do in a consultation, each in one transaction, each once per request.
@Component
public class Conducting {

    private final Consultations consultations;
    private final Changing changing;
    private final Arranging arranging;
    private final RecordingTwice twice;
    private final Clock clock;
    private final Duration longestPause;

    Conducting(
            Consultations consultations,
            Changing changing,
            Arranging arranging,
            RecordingTwice twice,
            Clock clock,
            ConsultationSettings settings) {
        this.consultations = consultations;
        this.changing = changing;
        this.arranging = arranging;
        this.twice = twice;
        this.clock = clock;
        this.longestPause = settings.recordingPause();
    }

    public Mono<Void> accept(RequestKey by, ConsultationId id) {
        return changing.ask(by, id, it -> it.accept(by.member(), clock.instant()));
    }

    public Mono<Void> decline(RequestKey by, ConsultationId id) {
        return changing.ask(by, id, it -> it.decline(by.member(), clock.instant()));
    }

    public Mono<Void> end(RequestKey by, ConsultationId id) {
        return changing.ask(by, id, it -> it.end(by.member(), clock.instant()));
    }

    public Mono<Void> leave(RequestKey by, ConsultationId id) {
        return changing.ask(by, id, it -> it.leave(by.member()));
    }

    public Mono<Void> hold(RequestKey by, ConsultationId id, boolean on) {
        return changing.ask(by, id, it -> it.hold(by.member(), on));
    }

    /// @param reason why it pauses; not looked at when it goes on
    public Mono<Void> pauseRecording(RequestKey by, ConsultationId id, boolean on, @Nullable String reason) {
        Instant now = clock.instant();
        return changing.ask(
                by,
                id,
                it -> on
                        ? it.pauseRecording(by.member(), String.valueOf(reason), now, now.plus(longestPause))
                        : it.resumeRecording(by.member()));
    }

    public Mono<Void> source(RequestKey by, ConsultationId id, SourceKind source, boolean on) {
        return changing.ask(by, id, it -> it.source(by.member(), source, on));
    }

    public Mono<Void> requestCapture(RequestKey by, ConsultationId id, String code) {
        return changing.ask(by, id, it -> it.requestCapture(by.member(), code));
    }

    public Mono<Void> captureFailed(RequestKey by, ConsultationId id, String code, String reason) {
        return changing.ask(by, id, it -> it.captureFailed(by.member(), code, reason));
    }

    /// A member's page has a new media connection.
    public Mono<Void> mediaConnected(MemberId member) {
        return arranging.again(member);
    }

    /// A member's page has a new connection to the second bridge.
    public Mono<Void> secondConnected(MemberId member) {
        return twice.again(member);
    }

    /// A member's page is back.
    public Mono<Void> returned(MemberId member) {
        return consultations
                .activeOf(member)
                .flatMap(id -> changing.happen(id, consultation -> consultation.returned(member)));
    }
}
