package org.yizhan.signaling.consultation.web;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.yizhan.signaling.consultation.application.Consultations;

/// A meeting and its time line.
record MeetingView(@JsonUnwrapped MeetingRow row, List<Entry> events) {

    record Entry(long seq, String kind, Map<String, Object> data, Instant at) {}

    static MeetingView of(MeetingRow row, List<Consultations.Event> events) {
        return new MeetingView(
                row,
                events.stream()
                        .map(event -> new Entry(event.seq(), event.kind(), event.data(), event.at()))
                        .toList());
    }
}
