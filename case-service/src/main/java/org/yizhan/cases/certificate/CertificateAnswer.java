package org.yizhan.cases.certificate;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// What a register said.
public sealed interface CertificateAnswer {

    /// There is one, and it is valid today.
    ///
    /// @param validUntil its last day; null when it has none
    /// @param evidence   the answer byte for byte
    record Found(String number, String issuer, @Nullable LocalDate validUntil, byte[] evidence)
            implements CertificateAnswer {

        @Override
        public String toString() {
            return "Found[" + issuer + "]";
        }
    }

    /// There is none, or it is no longer valid.
    record NotFound(byte[] evidence) implements CertificateAnswer {}

    /// Nobody knows: the paper is asked for, as if there were no register.
    ///
    /// @param why for the log
    record Unavailable(String why) implements CertificateAnswer {}
}
