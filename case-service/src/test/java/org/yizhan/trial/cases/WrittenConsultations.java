package org.yizhan.trial.cases;

import java.net.ConnectException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.yizhan.protocol.consultation.Attendance;
import org.yizhan.protocol.consultation.Consultations;
import org.yizhan.protocol.id.CaseId;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.protocol.id.Role;
import org.yizhan.protocol.id.StationPath;
import reactor.core.publisher.Mono;

/// Signaling as far as the case service knows it: meetings that a test writes down.
public final class WrittenConsultations implements Consultations {

    private final Map<ConsultationId, Attendance> meetings = new ConcurrentHashMap<>();
    private volatile boolean reachable = true;

    /// A live, recorded meeting about a case.
    public ConsultationId live(String caseId, Attendance.Attendee... present) {
        var id = ConsultationId.random();
        meetings.put(id, new Attendance(id, CaseId.of(caseId), true, true, List.of(present)));
        return id;
    }

    public void now(ConsultationId id, String caseId, boolean live, Attendance.Attendee... present) {
        meetings.put(id, new Attendance(id, CaseId.of(caseId), live, true, List.of(present)));
    }

    public static Attendance.Attendee who(String subject, Role role, String station) {
        return new Attendance.Attendee(subject, role, new StationPath(station));
    }

    /// From now on nobody answers, or everybody does again.
    public void reachable(boolean answers) {
        reachable = answers;
    }

    @Override
    public Mono<Attendance> attendance(ConsultationId consultation) {
        if (!reachable) {
            return Mono.error(new ConnectException("nobody there"));
        }
        return Mono.justOrEmpty(meetings.get(consultation));
    }
}
