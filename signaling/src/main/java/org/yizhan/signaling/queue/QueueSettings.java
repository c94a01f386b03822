package org.yizhan.signaling.queue;

import java.time.Duration;
import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param greenBonus how much longer the old and the disabled count as having waited; nobody else waits longer
///                   than this for somebody who came later
/// @param boothGrace how long a booth that lost its socket keeps its place
/// @param samples    how many meetings must have been held before a wait is guessed
/// @param zone       where the day of the ticket numbers begins at midnight
@ConfigurationProperties("yizhan.signaling.queue")
record QueueSettings(
        @DefaultValue("15m") Duration greenBonus,
        @DefaultValue("60s") Duration boothGrace,
        @DefaultValue("3") int samples,
        @DefaultValue("Asia/Shanghai") ZoneId zone) {}
