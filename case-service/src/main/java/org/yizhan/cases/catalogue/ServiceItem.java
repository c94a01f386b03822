package org.yizhan.cases.catalogue;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yizhan.protocol.id.ItemCode;

/// What can be applied for (事项), in one version.
///
/// @param online  whether it runs from booth or window to its end here; otherwise a person at a window does it all
/// @param process id of its process; null when it is not online
/// @param steps   the levels it passes, for showing
public record ServiceItem(
        ItemCode code,
        int version,
        boolean online,
        @Nullable String process,
        String name,
        String nameEn,
        String summary,
        String summaryEn,
        List<Paper> materials,
        FormSchema form,
        List<Stage> steps) {

    /// A paper (材料) that the item asks for.
    public record Paper(String code, String name, String nameEn, boolean required) {}

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
