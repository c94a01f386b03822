package org.yizhan.cases.approval.model;

import java.time.Instant;
import org.yizhan.cases.process.Level;
import org.yizhan.protocol.id.ConsultationId;

/// That one level signed a joint step.
public record JointSignature(
        String step, Level level, String subject, String name, ConsultationId meeting, Instant at) {}
