package org.yizhan.media.retention;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// `yizhan.retention.*`.
///
/// @param advice   how long meetings are kept in which nothing was decided
/// @param decision how long those of a case that was decided: the archive term, 10 years of 机关档案保管期限 unless set
/// @param items    terms of single service items by their code, before both of these; never shorter than
///                 `decision` once the case is decided
/// @param sweep    how often is looked for what has reached its term
@ConfigurationProperties("yizhan.retention")
public record RetentionSettings(
        @DefaultValue("30d") Duration advice,
        @DefaultValue("3650d") Duration decision,
        @Nullable Map<String, Duration> items,
        @DefaultValue("1h") Duration sweep) {

    Duration of(@Nullable String item, boolean decided) {
        Duration own = item == null || items == null ? null : items.get(item);
        if (!decided) {
            return own == null ? advice : own;
        }
        return own == null || own.compareTo(decision) < 0 ? decision : own;
    }
}
