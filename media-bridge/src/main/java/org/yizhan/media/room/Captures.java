package org.yizhan.media.room;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.yizhan.media.capture.HeaderCapture;
import org.yizhan.protocol.bridge.CaptureState;
import org.yizhan.protocol.bridge.CaptureWish;
import org.yizhan.protocol.id.ConsultationId;

/// The captures of headers that were asked for lately, in memory until others take their place. On the media
/// loop whose rooms they are of.
final class Captures {

    /// Kept at once, the oldest goes for a new one: four times eight megabytes.
    static final int MOST = 4;

    private final Map<ConsultationId, HeaderCapture> latest = new LinkedHashMap<>();

    /// One at a time on a loop: it is a tool for finding a fault, and copying costs the loop time.
    CaptureState begin(Room room, CaptureWish wish, Instant at, long nowNanos) {
        HeaderCapture known = latest.get(room.consultation());
        if (known != null && known.id().equals(wish.capture())) {
            return state(known, nowNanos);
        }
        if (latest.values().stream().anyMatch(other -> !other.isOver(nowNanos))) {
            throw new CaptureRefused(CaptureRefused.Reason.BUSY);
        }
        HeaderCapture begun = new HeaderCapture(wish.capture(), wish.seconds(), wish.bytes(), at, nowNanos);
        latest.remove(room.consultation());
        if (latest.size() >= MOST) {
            latest.remove(latest.keySet().iterator().next());
        }
        latest.put(room.consultation(), begun);
        room.capture(begun);
        return state(begun, nowNanos);
    }

    Optional<CaptureState> state(ConsultationId consultation, long nowNanos) {
        return Optional.ofNullable(latest.get(consultation)).map(capture -> state(capture, nowNanos));
    }

    Optional<byte[]> piece(ConsultationId consultation, int piece) {
        return Optional.ofNullable(latest.get(consultation)).map(capture -> capture.piece(piece));
    }

    private static CaptureState state(HeaderCapture capture, long nowNanos) {
        return new CaptureState(capture.id(), capture.isOver(nowNanos), capture.packets(), capture.length());
    }
}
