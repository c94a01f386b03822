package org.yizhan.cases.certificate;

import reactor.core.publisher.Mono;

/// A register of certificates, kept by another office.
public interface CertificateRegister {

    /// Whether there is one to ask. Otherwise nothing is offered that would need it.
    boolean isThere();

    /// What people call it.
    String name();

    /// Asks; never fails and never takes long: a register that is out of order says
    /// [CertificateAnswer.Unavailable]. Not to be called within a transaction.
    Mono<CertificateAnswer> ask(CertificateQuestion question);
}
