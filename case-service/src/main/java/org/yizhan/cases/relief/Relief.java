package org.yizhan.cases.relief;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.yizhan.cases.catalogue.LegalBasis;
import org.yizhan.cases.material.Material;
import org.yizhan.protocol.id.CaseId;
import org.yizhan.protocol.id.MaterialId;

/// That a case goes on without the resident bringing a paper.
///
/// @param code   the paper
/// @param due    until when the paper has to follow; null but for a tolerance
/// @param source the paper of an earlier case that was taken over; null but for the archive
/// @param evidence the question to a register, kept with its answer; null but for a certificate
/// @param basis  the law as it was named then
/// @param lapsed the case's history tells that the time is over
public record Relief(
        CaseId caseId,
        String code,
        Kind kind,
        @Nullable Instant due,
        @Nullable MaterialId source,
        @Nullable UUID evidence,
        String basis,
        String grantedBy,
        Instant at,
        boolean lapsed) {

    /// Why the paper need not be brought now.
    public enum Kind {
        /// 容缺: it may follow within working days that the catalogue names.
        TOLERANCE("《优化营商环境条例》", "Regulations on Improving the Business Environment", "36"),
        /// 告知承诺: the resident's signed promise stands in for it.
        PROMISE("《优化营商环境条例》", "Regulations on Improving the Business Environment", "44"),
        /// 免交: an earlier case of the same resident holds it.
        ARCHIVE("《国务院关于在线政务服务的若干规定》", "Provisions of the State Council on Online Government Services", "7"),
        /// 电子证照免交: a register knows a certificate that says the same.
        CERTIFICATE("《国务院关于在线政务服务的若干规定》", "Provisions of the State Council on Online Government Services", "11");

        private final LegalBasis basis;

        Kind(String law, String lawEn, String article) {
            basis = new LegalBasis(law, lawEn, article);
        }

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        public LegalBasis basis() {
            return basis;
        }

        String law() {
            return basis.law() + "第" + basis.article() + "条";
        }
    }

    /// Whether the paper came after all.
    public boolean isMet(List<Material> held) {
        return held.stream().anyMatch(m -> m.code().equals(code) && m.unfit() == null);
    }

    /// Whether the case may be accepted without the paper.
    public boolean standsIn(Instant now) {
        return switch (kind) {
            case PROMISE -> true;
            case TOLERANCE -> due != null && due.isAfter(now);
            // The paper itself is in the case, or is no longer fit.
            case ARCHIVE, CERTIFICATE -> false;
        };
    }

    /// Whether the case may end without the paper.
    public boolean standsInForGood() {
        return kind == Kind.PROMISE;
    }
}
