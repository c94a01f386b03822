package org.yizhan.signaling.consultation.application;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.protocol.id.MemberId;
import org.yizhan.protocol.id.StationPath;
import org.yizhan.signaling.consultation.model.Consultation;
import org.yizhan.signaling.consultation.model.Happening;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// All consultations and their time lines. Empty means: not there.
public interface Consultations {

    /// A consultation and its room.
    ///
    /// @param planRevision of the room's plan
    /// @param bridge       the bridge that the room is on; null: none could be chosen yet
    /// @param turn         how often the room was moved to another bridge
    /// @param second       where it is recorded a second time; null: nowhere
    record Stored(
            Consultation consultation,
            long planRevision,
            @Nullable String bridge,
            long turn,
            @Nullable Second second) {}

    /// The bridge of a second recorder.
    ///
    /// @param turn how often the second recorder was put on a bridge
    record Second(String bridge, long turn) {}

    /// One event of a time line.
    record Event(long seq, String kind, Map<String, Object> data, Instant at) {}

    /// In the running transaction; until its end nobody else changes this consultation.
    Mono<Stored> lock(ConsultationId id);

    Mono<Stored> find(ConsultationId id);

    /// In the running transaction: a new one, with its first events.
    ///
    /// @param bridge where its room will be; null: nowhere yet
    Mono<Void> add(Consultation consultation, List<Happening> happenings, Instant at, @Nullable String bridge);

    /// In the running transaction: the next state, with the events that led to it.
    ///
    /// @param dueAt when time itself changes it next
    Mono<Void> save(
            Consultation next, List<Happening> happenings, Instant at, long planRevision, @Nullable Instant dueAt);

    /// The consultation that the member is active in.
    Mono<ConsultationId> activeOf(MemberId member);

    /// Events after `seq` up to `last`, in order.
    Flux<Event> events(ConsultationId id, long seq, long last);

    /// Consultations that time should have changed by now.
    Flux<ConsultationId> due(Instant now);

    /// Members of consultations that are not over.
    Flux<Attending> attending();

    /// @param away its socket is known to be lost
    record Attending(ConsultationId consultation, MemberId member, boolean away) {}

    /// Consultations whose room the bridge has not confirmed.
    Flux<ConsultationId> unarranged();

    /// The bridge confirmed. Of no effect when the room is on another meanwhile.
    Mono<Void> arranged(ConsultationId id, long revision, @Nullable String bridge);

    /// The bridge of the consultation that the member is active in. Empty: it is in none, or that has no
    /// bridge yet.
    Mono<String> bridgeOf(MemberId member);

    /// A consultation and where its room is.
    ///
    /// @param second where it is recorded a second time
    record Placed(
            ConsultationId consultation,
            StationPath scope,
            @Nullable String bridge,
            @Nullable String second) {}

    /// Those that are not over and whose room is on none of these bridges.
    Flux<Placed> placedElsewhere(Collection<String> bridges);

    /// Puts the room of a consultation that is not over on another bridge, which knows nothing of it yet.
    ///
    /// @return whether it was where it was thought to be
    Mono<Boolean> move(Placed from, String bridge);

    /// Recorded meetings that no second bridge of these records, or the first one itself.
    Flux<Placed> recordedOnce(Collection<String> bridges);

    /// Puts the second recorder of a meeting that is not over on a bridge, which knows nothing of it yet.
    ///
    /// @return whether it was where it was thought to be
    Mono<Boolean> recordTwice(Placed from, String bridge);

    /// Consultations whose second recorder has not confirmed their plan, those that are over included.
    Flux<ConsultationId> unarrangedTwice();

    /// The bridge of the second recorder confirmed. Of no effect when that is elsewhere meanwhile.
    Mono<Void> arrangedTwice(ConsultationId id, long revision, String bridge);

    /// The second bridge of the meeting that the member is active in. Empty: there is none.
    Mono<String> secondBridgeOf(MemberId member);

    /// For the list: newest first.
    ///
    /// @param scope what the asker may see
    /// @param query part of a case number, or of a ticket number; null: all
    Flux<Stored> search(
            StationPath scope,
            @Nullable String query,
            @Nullable Instant from,
            @Nullable Instant to,
            int page,
            int size);
}
