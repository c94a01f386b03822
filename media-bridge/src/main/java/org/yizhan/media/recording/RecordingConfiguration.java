package org.yizhan.media.recording;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.yizhan.media.recording.evidence.SealKey;
import org.yizhan.media.room.Recorders;
import org.yizhan.platform.outbox.Outboxes;
import org.yizhan.platform.r2dbc.PartSchema;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RecordingSettings.class)
class RecordingConfiguration {

    private static final String SCHEMA = "media";
    private static final Logger LOG = LoggerFactory.getLogger(RecordingConfiguration.class);

    @Bean
    PartSchema mediaSchema() {
        return new PartSchema(SCHEMA);
    }

    @Bean
    RecordingFolder recordingFolder(RecordingSettings settings, @Value("${yizhan.data:data}") Path data)
            throws IOException {
        RecordingKeys keys = settings.keysIn(data);
        int rotated = keys.rotate();
        if (rotated > 0) {
            LOG.info("{} keys of recordings wrapped by the new master key; the earlier ones may be destroyed", rotated);
        }
        return new RecordingFolder(settings.folderIn(data), keys, Home.of(data));
    }

    @Bean
    SealKey sealKey(RecordingSettings settings, @Value("${yizhan.data:data}") Path data) throws IOException {
        return SealKey.at(settings.keyIn(data), settings.seal());
    }

    @Bean
    Recordings recordings(
            DatabaseClient database,
            TransactionalOperator transactions,
            Outboxes outboxes,
            RecordingFolder folder,
            SealKey key) {
        return new Recordings(database, transactions, outboxes.in(SCHEMA), folder, key);
    }

    @Bean
    Announcements recordingAnnouncements(Recordings recordings, RecordingFolder folder, Clock clock) {
        return new Announcements(recordings, folder, clock);
    }

    @Bean
    Recorders recorders(
            RecordingFolder folder, RecordingSettings settings, SealKey key, Announcements announcements, Clock clock) {
        return new DiskRecorders(folder, settings, new Finishing(folder, key), announcements, clock);
    }
}
