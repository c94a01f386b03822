package org.yizhan.media.recording;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.atomic.LongAdder;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;
import org.yizhan.media.recording.store.ObjectStore;
import org.yizhan.media.recording.store.S3Settings;
import org.yizhan.media.recording.store.S3Store;

/// Recordings in a bucket besides the folder, when one is named.
@Configuration(proxyBeanMethods = false)
@Conditional(StoreConfiguration.BucketIsNamed.class)
class StoreConfiguration {

    static final class BucketIsNamed implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return StringUtils.hasText(context.getEnvironment().getProperty("yizhan.recording.s3.bucket"));
        }
    }

    /// Marks and the tree's name lie beside the recordings, for every bridge that has the folder.
    static Path marks(Path recordings) {
        return recordings.resolve("store");
    }

    /// Where the tree's name is kept: a folder that has it was stored at some time.
    static Path tree(Path recordings) {
        return marks(recordings).resolve("tree");
    }

    /// The tree's name is made once, unless an earlier one is brought back.
    static String treeName(Path recordings, S3Settings settings) throws IOException {
        Path file = tree(recordings);
        String wanted = settings.restore();
        if (!StringUtils.hasText(wanted)) {
            return Home.in(file);
        }
        if (Files.exists(file) && !Home.in(file).equals(wanted)) {
            throw new IOException("这个录像目录已有自己的存储 / this folder of recordings is stored in a tree of its own: " + file
                    + "; restore " + wanted + " into an empty one");
        }
        Files.createDirectories(marks(recordings));
        Files.writeString(file, wanted + "\n");
        return wanted;
    }

    @Bean(destroyMethod = "close")
    ObjectStore recordingStore(S3Settings settings) {
        return new S3Store(settings);
    }

    @Bean
    StoredTree storedTree(S3Settings settings, RecordingFolder folder) throws IOException {
        return StoredTree.of(settings.prefix(), treeName(folder.root(), settings));
    }

    @Bean
    StoreState storeState(ObjectStore store, StoredTree tree, Clock clock) {
        return new StoreState(store.where() + "/" + tree.root(), clock);
    }

    @Bean
    KeyCopies keyCopies(RecordingFolder folder, ObjectStore store, StoredTree tree) {
        return new KeyCopies(folder.keys(), store, tree, marks(folder.root()));
    }

    @Bean
    StoredCopies storedCopies(
            RecordingFolder folder, ObjectStore store, StoredTree tree, KeyCopies keys, StoreState state) {
        return new StoredCopies(folder, store, tree, keys, state);
    }

    @Bean
    SealedSending sealedSending(
            RecordingFolder folder,
            ObjectStore store,
            StoredTree tree,
            KeyCopies keys,
            StoreState state,
            S3Settings settings,
            Clock clock) {
        return new SealedSending(
                folder, store, tree, keys, state, clock, settings.rate().toBytes());
    }

    @Bean
    StoreSender storeSender(
            RecordingFolder folder,
            ObjectStore store,
            StoredTree tree,
            KeyCopies keys,
            SealedSending sealed,
            StoredCopies copies,
            StoreState state,
            S3Settings settings,
            Clock clock)
            throws IOException {
        if (StringUtils.hasText(settings.restore())) {
            new Restoring(folder, store, tree).run();
        }
        return new StoreSender(folder, store, tree, keys, sealed, copies, state, settings, clock);
    }

    @Bean
    HealthIndicator recordingStoreHealthIndicator(StoreState state) {
        return new StoreHealth(state);
    }

    /// `yizhan.recording.store.*`.
    @Bean
    MeterBinder storeMeters(StoreState state) {
        return registry -> {
            Gauge.builder("yizhan.recording.store.backlog", state, StoreState::backlogBytes)
                    .baseUnit("bytes")
                    .description("Recorded and not stored yet")
                    .register(registry);
            Gauge.builder("yizhan.recording.store.waiting", state, StoreState::waiting)
                    .description("Recordings that are not wholly stored yet")
                    .register(registry);
            counter("sent", "bytes", "Sent to the store", state, state.sentBytes)
                    .register(registry);
            counter("fetched", "bytes", "Fetched back from the store", state, state.fetchedBytes)
                    .register(registry);
            counter("failures", "requests", "Refused by the store", state, state.failures)
                    .register(registry);
            counter("altered", "files", "Found in the store and not as they were sent", state, state.altered)
                    .register(registry);
        };
    }

    private static FunctionCounter.Builder<StoreState> counter(
            String name, String unit, String description, StoreState state, LongAdder counted) {
        return FunctionCounter.builder("yizhan.recording.store." + name, state, _ -> counted.doubleValue())
                .baseUnit(unit)
                .description(description);
    }
}
