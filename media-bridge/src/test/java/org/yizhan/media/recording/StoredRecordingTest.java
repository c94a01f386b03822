package org.yizhan.media.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.Health;
import org.yizhan.media.recording.evidence.SealKey;
import org.yizhan.media.recording.store.FolderStore;
import org.yizhan.media.recording.store.ObjectStore;
import org.yizhan.media.recording.store.StoreRefusal;

/// Recordings that are stored: while they are written, after their seal, and when the folder has them no more.
class StoredRecordingTest {

    @TempDir
    private Path data;

    private FolderStore store;
    private StoredStudio here;

    @BeforeEach
    void begin() throws IOException {
        store = new FolderStore(data.resolve("objects"));
        here = new StoredStudio(data.resolve("here"), store);
    }

    @Test
    void whatWasSentBeforeTheMachineWasLostIsSealedOnAnother() throws IOException {
        here.plays(6);
        here.sends(2);
        here.sends(3.5);
        here.sends(5);
        here.studio.runUntil(5_500_000_000L);

        RecordingFolder there = restored();
        SealKey key = SealKey.at(data.resolve("there/keys/key.pem"));
        Finishing finishing = new Finishing(there, key);
        Manifest sealed = finishing.seal(finishing.interrupted(here.studio.id), Instant.now());

        assertThat(Verifier.verify(there.of(here.studio.id), key.publicKey())).isEmpty();
        assertThat(sealed.sources()).hasSize(2);
        for (RecordedSource source : sealed.sources()) {
            // Second 5 was sent, but for the fragment that was not yet closed.
            assertThat(source.endMs()).isBetween(3_900L, 5_100L);
            assertThat(TestMedia.complaints(plain(there, sealed, source))).isEmpty();
        }
    }

    @Test
    void aJournalGoesOnWhereFilesWereMendedAndAnotherRunBeginsItsOwn() throws IOException {
        here.plays(4);
        here.sends(1.2);
        here.studio.then(2_100_000_000L, here::start);
        here.sends(2.2);
        here.studio.runUntil(4_000_000_000L);
        here.studio.finishing.interrupted(here.studio.id);
        here.sender.sendLive(here.studio.id);

        RecordingFolder there = restored();
        for (Path file : files(here.path())) {
            assertThat(there.of(here.studio.id).resolve(file.getFileName()))
                    .as(file.getFileName().toString())
                    .hasSameBinaryContentAs(file);
        }
    }

    @Test
    void afterItsSealAllOfItIsStoredAsItLiesInItsFolder() throws IOException {
        here.plays(4);
        here.sends(2);
        Manifest sealed = here.sealed(5);
        assertThat(store.list(here.tree.live())).isNotEmpty();
        here.sender.sealedRound();

        assertThat(store.list(here.tree.live())).isEmpty();
        for (Path file : files(here.path())) {
            assertThat(stored(file.getFileName().toString()))
                    .as(file.getFileName().toString())
                    .hasSameBinaryContentAs(file);
        }
        assertThat(store.puts.getLast()).endsWith("/manifest.json");
        assertThat(Verifier.verify(storedFolder(), here.key().publicKey())).isEmpty();
        assertThat(here.folder.marks().all(StoreMarks.Kind.TO_SEND)).isEmpty();
        assertThat(here.state.waiting()).isZero();
        assertThat(sealed.sources()).isNotEmpty();
    }

    @Test
    void whatTheFolderHasNoMoreIsReadInRangesAndVerifiedFromTheStore() throws IOException {
        here.plays(4);
        Manifest sealed = here.sealed(5);
        List<byte[]> before = new ArrayList<>();
        for (RecordedSource source : sealed.sources()) {
            before.add(range(here.folder.content(sealed, source), 0, Long.MAX_VALUE));
        }
        here.sender.sealedRound();
        // Not before its time.
        here.later(Duration.ofDays(6));
        here.sender.sealedRound();
        assertThat(sources()).hasSize(2);
        here.later(Duration.ofDays(2));
        here.sender.sealedRound();
        assertThat(sources()).isEmpty();

        for (int i = 0; i < before.size(); i++) {
            RecordedSource source = sealed.sources().get(i);
            here.copies.bringBack(sealed, source);
            byte[] part = range(here.folder.content(sealed, source), 200, 1_000);
            assertThat(part).isEqualTo(Arrays.copyOfRange(before.get(i), 200, 1_200));
        }
        assertThat(Verifier.verify(here.path(), here.key().publicKey())).isEmpty();
        assertThat(here.state.fetchedBytes.sum()).isPositive();
    }

    @Test
    void whatWasFetchedBackIsBounded() throws IOException {
        Manifest sealed = here.storedOnly(2);
        here.copies.bringBack(sealed, sealed.sources().getFirst());
        here.copies.evict(0, here.now.get(), here.sealed);
        assertThat(sources()).hasSize(1);
        here.later(StoredCopies.STAYS.plusMinutes(1));
        here.copies.evict(0, here.now.get(), here.sealed);
        assertThat(sources()).isEmpty();
    }

    @Test
    void aByteThatChangedInTheStoreIsNamed() throws IOException {
        Manifest sealed = here.storedOnly(3);
        RecordedSource source = sealed.sources().getLast();
        change(stored(source.file()), source.bytes() / 2);
        for (RecordedSource each : sealed.sources()) {
            here.copies.bringBack(sealed, each);
        }
        List<Finding> findings = Verifier.verify(here.path(), here.key().publicKey());
        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Finding.Kind.FRAGMENT_CHANGED);
            assertThat(finding.source()).isEqualTo(source.n());
        });
        assertThat(here.state.altered.sum()).isEqualTo(1);
    }

    @Test
    void aCopyThatChangedIsReplacedBeforeTheFolderGivesItsOwnAway() throws IOException {
        here.plays(2);
        Manifest sealed = here.sealed(3);
        here.sender.sealedRound();
        String name = sealed.sources().getFirst().file();
        change(stored(name), 100);
        assertThat(here.sealed.leaveToStore(here.studio.id)).isFalse();
        assertThat(sources()).hasSize(2);
        here.sender.sealedRound();
        assertThat(stored(name)).hasSameBinaryContentAs(here.path().resolve(name));
        assertThat(here.sealed.leaveToStore(here.studio.id)).isTrue();
        assertThat(sources()).isEmpty();
    }

    @Test
    void whatAStoreRefusesIsRecordedAllTheSameAndSentLater() throws IOException {
        store.refusing = StoreRefusal.Reason.FULL;
        here.plays(3);
        here.studio.then(
                1_500_000_000L,
                () -> assertThatThrownBy(() -> here.sender.sendLive(here.studio.id))
                        .isInstanceOf(StoreRefusal.class));
        Manifest sealed = here.sealed(4);
        here.sender.sealedRound();
        assertThat(Verifier.verify(here.path(), here.key().publicKey())).isEmpty();
        assertThat(sealed.failure()).isNull();
        Health health = new StoreHealth(here.state).health();
        assertThat(health.getStatus().getCode()).isEqualTo("DEGRADED");
        assertThat(health.getDetails())
                .containsEntry("reason", "full")
                .containsEntry("zh", "录像存储已满")
                .containsEntry("waiting", 1);
        assertThat((long) Objects.requireNonNull(health.getDetails().get("backlogBytes")))
                .isGreaterThan(10_000);
        assertThat(here.state.failures.sum()).isPositive();

        store.refusing = null;
        here.sender.sealedRound();
        assertThat(store.puts).as("it rests for a while first").isEmpty();
        here.later(Duration.ofMinutes(3));
        here.sender.sealedRound();
        assertThat(Verifier.verify(storedFolder(), here.key().publicKey())).isEmpty();
        assertThat(new StoreHealth(here.state).health().getStatus().getCode()).isEqualTo("UP");
    }

    @Test
    void aStoreThatDoesNotAnswerHoldsNobodyUp() throws Exception {
        CountDownLatch answers = new CountDownLatch(1);
        store.hanging = answers;
        here.plays(3);
        AtomicReference<Thread> sending = new AtomicReference<>();
        here.studio.then(1_500_000_000L, () -> sending.set(Thread.ofPlatform().start(this::sendLive)));
        Manifest sealed = here.sealed(4);
        assertThat(store.waiting.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(Verifier.verify(here.path(), here.key().publicKey())).isEmpty();
        assertThat(sealed.durationMs()).isGreaterThan(2_900);
        assertThat(sending.get().isAlive()).isTrue();
        store.hanging = null;
        answers.countDown();
        sending.get().join();
        here.sender.sealedRound();
        assertThat(Verifier.verify(storedFolder(), here.key().publicKey())).isEmpty();
    }

    private void sendLive() {
        try {
            here.sender.sendLive(here.studio.id);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Test
    void whoIsKilledWhileSendingGoesOnWhereItWas() throws IOException {
        here.plays(3);
        Manifest sealed = here.sealed(4);
        store.takes = 2;
        here.sender.sealedRound();
        assertThat(store.puts).hasSize(2);
        // Somebody looks at it meanwhile; the folder keeps what only it has whole.
        here.copies.bringBack(sealed, sealed.sources().getFirst());
        here.copies.evict(0, here.now.get().plus(Duration.ofDays(1)), here.sealed);
        assertThat(sources()).hasSize(2);
        assertThat(stored("manifest.json")).doesNotExist();

        here.start();
        store.takes = Integer.MAX_VALUE;
        here.sender.sealedRound();
        assertThat(store.puts.stream().filter(name -> name.endsWith("source-1.webm.sealed")))
                .as("sent once")
                .hasSize(1);
        assertThat(Verifier.verify(storedFolder(), here.key().publicKey())).isEmpty();
    }

    @Test
    void anErasureReachesTheCopyOfTheKeyOrIsNotCertified() throws IOException {
        Manifest sealed = here.storedOnly(2);
        assertThat(store.object(here.tree.key(here.studio.id))).exists();
        store.refusing = StoreRefusal.Reason.UNREACHABLE;
        assertThatThrownBy(this::erase).isInstanceOf(StoreRefusal.class);
        assertThat(here.path().resolve(Erasure.FILE)).doesNotExist();
        store.refusing = null;

        Erasure certificate = erase();
        assertThat(certificate.method()).isEqualTo("key-destroyed");
        assertThat(store.object(here.tree.key(here.studio.id))).doesNotExist();
        here.later(Duration.ofMinutes(3));
        here.sender.sealedRound();
        for (RecordedSource source : sealed.sources()) {
            assertThat(stored(source.file())).doesNotExist();
        }
        assertThat(stored(Erasure.FILE)).exists();
        assertThat(here.folder.marks().all(StoreMarks.Kind.TO_DELETE)).isEmpty();
        assertThat(Verifier.verify(here.path(), here.key().publicKey())).isEmpty();
    }

    @Test
    void aStoreThatIsNoLongerConfiguredIsNotForgotten() throws IOException {
        Manifest sealed = here.storedOnly(2);
        Copies left = CopiesLeft.of(here.folder);
        assertThatThrownBy(() -> left.bringBack(sealed, sealed.sources().getFirst()))
                .isInstanceOf(StoreRefusal.class);
        assertThatThrownBy(() -> Erasure.of(here.folder, left, here.key(), here.studio.id, "term", Instant.now()))
                .hasMessageContaining("a copy of the key");
        assertThat(here.path().resolve(Erasure.FILE)).doesNotExist();
    }

    @Test
    void whatWasRecordedBeforeThereWasAStoreIsStoredToo() throws IOException {
        here.plays(2);
        here.sealed(3);
        here.folder.marks().neverSend(here.studio.id);
        here.sender.sealedRound();
        assertThat(store.puts).isEmpty();
        here.folder.markAllToSend();
        here.sender.sealedRound();
        assertThat(Verifier.verify(storedFolder(), here.key().publicKey())).isEmpty();
    }

    @Test
    void whatItDoesNotTakeHoldsNothingElseUp() throws IOException {
        store.refusing = StoreRefusal.Reason.REJECTED;
        here.plays(2);
        here.sealed(3);
        here.sender.sealedRound();
        assertThat(here.state.failures.sum()).isPositive();
        assertThat(here.state.mayAsk()).isTrue();
        assertThat(new StoreHealth(here.state).health().getStatus().getCode()).isEqualTo("UP");
    }

    @Test
    void keysThatWereWrappedAnewAreSentAgain() throws IOException {
        here.storedOnly(2);
        Path copy = store.object(here.tree.key(here.studio.id));
        byte[] before = Files.readAllBytes(copy);
        Path masters = here.data.resolve(RecordingSettings.MASTER_KEYS);
        Files.writeString(masters, "ab".repeat(32) + "\n" + Files.readString(masters));
        assertThat(Studio.keys(here.data, null).rotate()).isEqualTo(1);
        KeyCopies.rotated(StoreConfiguration.marks(here.folder.root()));
        here.start();
        here.sender.sealedRound();
        assertThat(Files.readAllBytes(copy)).isNotEqualTo(before);
    }

    @Test
    void theSameRecordingOfTwoFoldersIsStoredTwice() throws IOException {
        here.storedOnly(2);
        StoredStudio other = new StoredStudio(data.resolve("other"), store);
        assertThat(other.tree.of(here.studio.id)).isNotEqualTo(here.tree.of(here.studio.id));
        assertThat(store.list(StoredStudio.PREFIX + "/"))
                .extracting(ObjectStore.Entry::name)
                .allMatch(name -> name.startsWith(here.tree.root()));
    }

    private Erasure erase() throws IOException {
        return Erasure.of(here.folder, here.copies, here.key(), here.studio.id, "term", Instant.now());
    }

    /// On a machine that has the master key and nothing else.
    private RecordingFolder restored() throws IOException {
        Path there = data.resolve("there");
        here.copyMasterKeyTo(there);
        RecordingFolder folder = StoredStudio.folder(there);
        assertThat(new Restoring(folder, store, here.tree).run()).isEqualTo(1);
        assertThat(folder.open()).containsExactly(here.studio.id);
        return folder;
    }

    private Path stored(String name) {
        return store.object(here.tree.of(here.studio.id) + name);
    }

    private Path storedFolder() {
        return Objects.requireNonNull(stored("manifest.json").getParent());
    }

    private static List<Path> files(Path path) throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.toList();
        }
    }

    private List<Path> sources() throws IOException {
        return files(here.path()).stream()
                .filter(file -> file.getFileName().toString().startsWith("source-"))
                .toList();
    }

    private static void change(Path file, long at) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[(int) at] ^= 1;
        Files.write(file, bytes);
    }

    private Path plain(RecordingFolder folder, Manifest manifest, RecordedSource source) throws IOException {
        Path file = Files.createTempFile(data, "plain", ".webm");
        try (SourceContent content = folder.content(manifest, source);
                OutputStream out = Files.newOutputStream(file)) {
            content.copy(out);
        }
        return file;
    }

    private static byte[] range(SourceContent content, long from, long count) throws IOException {
        try (content) {
            ByteBuffer into = ByteBuffer.allocate((int) Math.min(count, content.length() - from));
            while (into.hasRemaining()) {
                into.position(into.position() + content.read(from + into.position(), into));
            }
            return into.array();
        }
    }
}
