package org.yizhan.media.recording.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yizhan.media.recording.evidence.Sha256;

/// What every store does, asked of a real S3 server and of the folder that other tests use.
class ObjectStoreTest {

    enum Kind {
        S3,
        FOLDER
    }

    @TempDir
    static Path folder;

    private static RealS3 server;
    private static S3Store s3;

    @BeforeAll
    static void start() throws Exception {
        server = new RealS3(folder);
        s3 = new S3Store(server.settings());
    }

    @AfterAll
    static void stop() throws Exception {
        s3.close();
        server.close();
    }

    private ObjectStore store(Kind kind) {
        return switch (kind) {
            case S3 -> s3;
            case FOLDER -> new FolderStore(folder.resolve("objects"));
        };
    }

    @ParameterizedTest
    @EnumSource
    void whatIsPutIsThereAndReplacedAsAWhole(Kind kind) throws IOException {
        ObjectStore store = store(kind);
        byte[] large = new byte[5 << 20];
        new Random(1).nextBytes(large);
        store.put("put/a", ObjectStore.Body.of(new byte[] {1, 2, 3}));
        store.put("put/a", ObjectStore.Body.of(large));
        store.put("put/empty", ObjectStore.Body.of(new byte[0]));
        assertThat(get(store, "put/a")).isEqualTo(large);
        assertThat(get(store, "put/empty")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void theyAreListedInOrderAndDeletedByWhatTheyBeginWith(Kind kind) throws IOException {
        ObjectStore store = store(kind);
        for (String name : new String[] {"list/b/2", "list/b/1", "list/a", "lost"}) {
            store.put(name, ObjectStore.Body.of(name.getBytes(StandardCharsets.UTF_8)));
        }
        assertThat(store.list("list/"))
                .containsExactly(
                        new ObjectStore.Entry("list/a", 6),
                        new ObjectStore.Entry("list/b/1", 8),
                        new ObjectStore.Entry("list/b/2", 8));
        store.delete("list/b/");
        store.delete("list/nothing");
        assertThat(store.list("list/")).extracting(ObjectStore.Entry::name).containsExactly("list/a");
        refused(StoreRefusal.Reason.MISSING, () -> get(store, "list/b/1"));
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNotWhatItsHashSaysIsNotTaken(Kind kind) {
        ObjectStore store = store(kind);
        ObjectStore.Body lies = new ObjectStore.Body() {
            @Override
            public long length() {
                return 3;
            }

            @Override
            public String sha256() {
                return Sha256.of(new byte[] {1, 2, 3});
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(new byte[] {1, 2, 4});
            }
        };
        refused(StoreRefusal.Reason.ALTERED, () -> store.put("lies", lies));
        refused(StoreRefusal.Reason.MISSING, () -> get(store, "lies"));
    }

    @Test
    void aBucketThatKeepsVersionsKeepsNoneOfWhatIsDeleted(@TempDir Path other) throws Exception {
        try (RealS3 keeping = RealS3.inMemory(other);
                S3Store store = new S3Store(keeping.settings())) {
            store.put("key/a", ObjectStore.Body.of(new byte[] {0}));
            keeping.keepVersions();
            store.put("key/a", ObjectStore.Body.of(new byte[] {1}));
            store.put("key/a", ObjectStore.Body.of(new byte[] {2}));
            assertThat(keeping.versions("key/")).isEqualTo(3);
            store.delete("key/a");
            assertThat(keeping.versions("key/")).isZero();
            assertThat(store.list("key/")).isEmpty();
        }
    }

    @Test
    void aBucketThatIsNotThereIsNamedAsThat() {
        asked(StoreRefusal.Reason.NO_BUCKET, RealS3.settings(server.endpoint(), "no-such-bucket", server.keyFile()));
    }

    @Test
    void aWrongSecretIsRefusedAndNeverShown() throws IOException {
        Path file = RealS3.keyFile(folder.resolve("wrong-key"), "another-secret");
        StoreRefusal refusal =
                asked(StoreRefusal.Reason.FORBIDDEN, RealS3.settings(server.endpoint(), RealS3.BUCKET, file));
        assertThat(refusal.toString()).doesNotContain("another-secret").doesNotContain("trial-key");
    }

    @Test
    void aKeyFileThatIsNotThereIsNamedAsThat() {
        asked(
                StoreRefusal.Reason.NO_CREDENTIALS,
                RealS3.settings(server.endpoint(), RealS3.BUCKET, folder.resolve("no-file")));
    }

    @Test
    void aServerThatIsNotThereIsUnreachable() {
        asked(
                StoreRefusal.Reason.UNREACHABLE,
                RealS3.settings(URI.create("http://127.0.0.1:9"), RealS3.BUCKET, server.keyFile()));
    }

    private static StoreRefusal asked(StoreRefusal.Reason reason, S3Settings settings) {
        try (S3Store store = new S3Store(settings)) {
            return refused(reason, () -> store.put("a", ObjectStore.Body.of(new byte[] {1})));
        }
    }

    private interface Question {
        void ask() throws IOException;
    }

    private static StoreRefusal refused(StoreRefusal.Reason reason, Question question) {
        StoreRefusal[] found = new StoreRefusal[1];
        assertThatThrownBy(question::ask).isInstanceOfSatisfying(StoreRefusal.class, refusal -> found[0] = refusal);
        assertThat(found[0].reason()).as(found[0].toString()).isEqualTo(reason);
        return found[0];
    }

    private static byte[] get(ObjectStore store, String name) throws IOException {
        ByteArrayOutputStream into = new ByteArrayOutputStream();
        store.get(name, into);
        return into.toByteArray();
    }
}
