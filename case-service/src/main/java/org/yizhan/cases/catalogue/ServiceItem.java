package org.yizhan.cases.catalogue;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.yizhan.protocol.id.ItemCode;

/// What can be applied for (事项), in one version.
///
/// @param group   id of the [ItemGroup] that pages show it in
/// @param popular its place among the most asked for, from 1; null for the others
/// @param online  whether it runs from booth, window or API to its end here; otherwise a person at a window does it all
/// @param source  where its name was taken from
/// @param process id of its process; null when it is not online
/// @param limit   working days from acceptance to completion; 0 is at once
/// @param fee     yuan
/// @param signature whether the resident signs the application
/// @param steps   the levels it passes, for showing
public record ServiceItem(
        ItemCode code,
        int version,
        String group,
        @Nullable Integer popular,
        boolean online,
        String source,
        @Nullable String process,
        String name,
        String nameEn,
        String summary,
        String summaryEn,
        int limit,
        int fee,
        List<LegalBasis> basis,
        Guide guide,
        List<Paper> materials,
        boolean signature,
        FormSchema form,
        List<Stage> steps) {

    /// A paper (材料) that the item asks for.
    ///
    /// @param tolerable  working days within which it may follow (容缺); 0 when it may not
    /// @param promisable whether a signed promise stands in for it (告知承诺)
    /// @param exemptBy   what makes it unnecessary
    public record Paper(
            String code,
            String name,
            String nameEn,
            boolean required,
            int tolerable,
            boolean promisable,
            List<Exemption> exemptBy) {}

    /// What makes a paper unnecessary.
    public enum Exemption {
        /// 电子证照: a certificate that the resident shows or a connector fetches.
        ELECTRONIC_CERTIFICATE,
        /// 已有存档: the archive holds it from an earlier case.
        ARCHIVE,
        /// 数据共享: another office's register says it.
        DATA_SHARING;

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /// One step as the catalogue shows it.
    public record Stage(String id, String level, String name, String nameEn) {}

    public boolean asksFor(String paper) {
        return materials.stream().anyMatch(p -> p.code().equals(paper));
    }

    /// Name of a paper of this item.
    public String paperName(String paper) {
        return materials.stream()
                .filter(p -> p.code().equals(paper))
                .map(Paper::name)
                .findFirst()
                .orElse(paper);
    }
}
