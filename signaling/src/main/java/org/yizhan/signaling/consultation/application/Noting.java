package org.yizhan.signaling.consultation.application;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yizhan.platform.outbox.EventConsumer;
import org.yizhan.protocol.event.Event;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.protocol.id.EventId;
import org.yizhan.signaling.consultation.model.Happening;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Puts what the case service and the media bridge announce on the time line of the consultation that it happened
/// in, each once.
@Component
class Noting implements EventConsumer {

    private static final TypeReference<Map<String, @Nullable Object>> FIELDS = new TypeReference<>() {};

    /// The time line says these itself.
    private static final Set<String> NO_DATA = Set.of("type", "consultation", "at");

    private final Changing changing;
    private final JsonMapper json;

    Noting(Changing changing, JsonMapper json) {
        this.changing = changing;
        this.json = json;
    }

    @Override
    public String name() {
        return "time-line";
    }

    @Override
    public String schema() {
        return "signaling";
    }

    @Override
    public Mono<Void> on(EventId id, Event event) {
        return switch (event) {
            case Event.OfCase ofCase -> note(ofCase.consultation(), event);
            case Event.ConsultationStarted _, Event.ConsultationEnded _ -> Mono.empty();
            case Event.RecordingSealed sealed ->
                changing.note(sealed.consultation(), sealed.at(), it -> it.seal(happening(sealed)));
            case Event.OfConsultation ofConsultation -> note(ofConsultation.consultation(), event);
        };
    }

    private Mono<Void> note(@Nullable ConsultationId consultation, Event event) {
        return consultation == null
                ? Mono.empty()
                : changing.note(consultation, event.at(), it -> it.note(happening(event)));
    }

    private Happening happening(Event event) {
        Map<String, Object> data = new LinkedHashMap<>();
        json.convertValue(event, FIELDS).forEach((name, value) -> {
            if (value != null && !NO_DATA.contains(name)) {
                data.put(name, value);
            }
        });
        JsonTypeName kind = Objects.requireNonNull(event.getClass().getAnnotation(JsonTypeName.class));
        return new Happening(kind.value(), data);
    }
}
