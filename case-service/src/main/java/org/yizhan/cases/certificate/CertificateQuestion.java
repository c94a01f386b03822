package org.yizhan.cases.certificate;

import java.util.UUID;

/// Whether a certificate of a kind exists for a person.
///
/// @param id         of this question; asked again it is another one
/// @param kind       the code of the paper that the certificate would stand in for
/// @param item       the service item that wants the paper
/// @param caseNumber the case that wants it
/// @param basis      the law that lets us ask
public record CertificateQuestion(
        UUID id, String kind, String name, String idNumber, String item, String caseNumber, String basis) {

    @Override
    public String toString() {
        return "CertificateQuestion[" + id + ", " + kind + ", " + caseNumber + "]";
    }
}
