package org.yizhan.signaling.presence;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param grace   how long a desk that lost its socket still counts as taking calls
/// @param lease   how long a page counts as connected after its node last said so; nodes say it three times as
///                often
/// @param rebuilt after a start, how long pages have to come back before anybody counts as gone
@ConfigurationProperties("yizhan.signaling.presence")
public record PresenceSettings(
        @DefaultValue("15s") Duration grace,
        @DefaultValue("12s") Duration lease,
        @DefaultValue("5s") Duration rebuilt) {}
