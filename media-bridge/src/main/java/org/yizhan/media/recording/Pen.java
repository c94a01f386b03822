package org.yizhan.media.recording;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Who may write a recording, where several bridges share a folder: a small file beside the recording's
/// mark names its holder. Whoever is asked to write takes it, unless somebody asked later than they has
/// it; who had it finds out before the next byte that they write, even after the process stood still for
/// hours, and writes nothing more. So nothing has to be agreed on with a bridge that may be dead.
///
/// What remains is the moment between looking and writing, some microseconds: a process that stands still
/// exactly there for longer than [#SETTLES] spoils a fragment, and the seal tells which.
final class Pen {

    /// How long what was seen holds.
    private static final Duration HOLDS = Duration.ofMillis(200);

    /// How long another bridge has to find out that it lost the pen.
    static final Duration SETTLES = Duration.ofMillis(500);

    /// How often the file is touched, to show that somebody writes.
    static final Duration TOUCHED = Duration.ofSeconds(2);

    /// Somebody else writes this recording now.
    static final class Taken extends IOException {
        Taken(Path file) {
            super("another bridge writes now: " + file.getFileName());
        }
    }

    /// @param turn how often the meeting was moved before it came to this holder
    /// @param home the data folder of the holder: of two processes with the same one only one can live
    record Holder(long turn, String home, String token) {

        static @Nullable Holder read(Path file) throws IOException {
            try {
                String[] words = Files.readString(file).strip().split(" ");
                return words.length == 3 ? new Holder(Long.parseLong(words[0]), words[1], words[2]) : null;
            } catch (NoSuchFileException | NumberFormatException _) {
                return null;
            }
        }

        void write(Path file) throws IOException {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Path written = file.resolveSibling(file.getFileName() + "." + token);
            Files.write(written, (turn + " " + home + " " + token + "\n").getBytes(StandardCharsets.US_ASCII));
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private final Path file;
    private final Holder own;
    private final long settledNanos;
    private long lookedNanos;
    private long touchedNanos;

    private Pen(Path file, Holder own, long nowNanos, Duration settles) {
        this.file = file;
        this.own = own;
        this.settledNanos = nowNanos + settles.toNanos();
        this.lookedNanos = nowNanos - HOLDS.toNanos();
        this.touchedNanos = nowNanos;
    }

    /// Takes the pen.
    ///
    /// @throws Taken when somebody has it who was asked later
    static Pen take(Path file, String home, long turn) throws IOException {
        Holder before = Holder.read(file);
        if (before != null && before.turn() > turn) {
            throw new Taken(file);
        }
        Holder own = new Holder(turn, home, UUID.randomUUID().toString());
        own.write(file);
        boolean alone = before == null || before.home().equals(home);
        return new Pen(file, own, System.nanoTime(), alone ? Duration.ZERO : SETTLES);
    }

    /// Whether whoever had it before knows by now.
    boolean isSettled() {
        return System.nanoTime() - settledNanos >= 0;
    }

    /// To be called before every write.
    ///
    /// @throws Taken when the pen is somebody else's
    void check() throws IOException {
        long now = System.nanoTime();
        if (now - lookedNanos < HOLDS.toNanos()) {
            return;
        }
        look(now);
    }

    /// Looks, however short ago it was.
    void look() throws IOException {
        look(System.nanoTime());
    }

    private void look(long nowNanos) throws IOException {
        if (!own.equals(Holder.read(file))) {
            throw new Taken(file);
        }
        lookedNanos = nowNanos;
        if (nowNanos - touchedNanos >= TOUCHED.toNanos()) {
            touchedNanos = nowNanos;
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
        }
    }

    /// Puts it back where somebody took it for the pen of a recording that was finished.
    void keep() throws IOException {
        if (!Files.exists(file)) {
            own.write(file);
        }
    }
}
