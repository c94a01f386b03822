package org.yizhan.media.inspection;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// `yizhan.inspection.*`.
///
/// @param enabled  whether recordings are looked through after their seal
/// @param decoder  the ffmpeg program
/// @param every    how often is looked for newly sealed recordings
/// @param patience how long one source may take before it counts as unplayable
@ConfigurationProperties("yizhan.inspection")
public record InspectionSettings(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("ffmpeg") String decoder,
        @DefaultValue("2s") Duration every,
        @DefaultValue("5m") Duration patience) {}
