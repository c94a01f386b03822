package org.yizhan.media.recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.yizhan.media.recording.evidence.SealKey;
import org.yizhan.media.recording.store.S3Settings;
import org.yizhan.media.room.Recorders;
import org.yizhan.platform.outbox.Outboxes;
import org.yizhan.platform.r2dbc.PartSchema;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({RecordingSettings.class, S3Settings.class})
class RecordingConfiguration {

    private static final String SCHEMA = "media";
    private static final Logger LOG = LoggerFactory.getLogger(RecordingConfiguration.class);

    @Bean
    PartSchema mediaSchema() {
        return new PartSchema(SCHEMA);
    }

    @Bean
    RecordingFolder recordingFolder(RecordingSettings settings, S3Settings s3, @Value("${yizhan.data:data}") Path data)
            throws IOException {
        RecordingKeys keys = settings.keysIn(data);
        Path marks = StoreConfiguration.marks(settings.folderIn(data));
        boolean firstStored = s3.isNamed() && !Files.exists(StoreConfiguration.tree(settings.folderIn(data)));
        int rotated = keys.rotate();
        if (rotated > 0 && s3.isNamed()) {
            KeyCopies.rotated(marks);
            LOG.info(
                    "{} keys of recordings wrapped by the new master key; the earlier ones are needed until the"
                            + " copies in the store have followed",
                    rotated);
        } else if (rotated > 0) {
            LOG.info("{} keys of recordings wrapped by the new master key; the earlier ones may be destroyed", rotated);
        }
        String home = Home.of(data);
        RecordingFolder folder = new RecordingFolder(
                settings.folderIn(data), keys, home, s3.isNamed() ? new StoreMarks(marks, home) : StoreMarks.NONE);
        if (firstStored) {
            folder.markAllToSend();
        }
        return folder;
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
            ObjectProvider<Copies> copies,
            SealKey key) {
        return new Recordings(
                database,
                transactions,
                outboxes.in(SCHEMA),
                folder,
                copies.getIfAvailable(() -> CopiesLeft.of(folder)),
                key);
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
