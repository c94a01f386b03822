package org.yizhan.signaling.consultation.web;

import org.springframework.web.bind.annotation.RestController;
import org.yizhan.protocol.consultation.Attendance;
import org.yizhan.protocol.consultation.Attendance.Attendee;
import org.yizhan.protocol.consultation.Consultations;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.signaling.consultation.model.Consultation;
import org.yizhan.signaling.consultation.model.Facts;
import org.yizhan.signaling.consultation.model.Participant;
import reactor.core.publisher.Mono;

/// Answers the other parts.
@RestController
class AttendanceController implements Consultations {

    private final org.yizhan.signaling.consultation.application.Consultations consultations;

    AttendanceController(org.yizhan.signaling.consultation.application.Consultations consultations) {
        this.consultations = consultations;
    }

    @Override
    public Mono<Attendance> attendance(ConsultationId consultation) {
        return consultations.find(consultation).map(stored -> attendance(stored.consultation()));
    }

    private static Attendance attendance(Consultation consultation) {
        Facts facts = consultation.facts();
        return new Attendance(
                facts.id(),
                facts.brief().caseId(),
                consultation.isLive(),
                facts.recorded(),
                facts.present().stream()
                        .filter(Participant::accepted)
                        .map(who -> new Attendee(who.subject(), who.role(), who.station()))
                        .toList());
    }
}
