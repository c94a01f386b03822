package org.yizhan.media.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yizhan.media.recording.evidence.FragmentLog;
import org.yizhan.media.recording.evidence.Sha256;
import org.yizhan.media.recording.store.ObjectStore;
import org.yizhan.protocol.id.RecordingId;
import tools.jackson.core.JacksonException;

/// Sends what comes to one recording's folder while it is written, from the beginning in each run of the process.
/// Reads what is on the disk and nothing else, so the writer knows nothing of it. On one thread at a time.
final class Journal {

    private static final int SEGMENT = 2 << 20;

    /// More waits for the next round, so that every recording gets its turn.
    private static final int ROUND = 4 * SEGMENT;

    /// So many bytes before what has not been sent must be as they were sent, or the file was mended.
    private static final int COMPARED = 256;

    private record Known(long length, boolean complete, byte[] end) {}

    private final RecordingFolder folder;
    private final RecordingId recording;
    private final ObjectStore store;
    private final StoredTree tree;
    private final KeyCopies keys;
    private final String name;
    private final Map<String, Known> known = new HashMap<>();
    private final Map<String, Known> pending = new HashMap<>();
    private final List<Segment.Piece> gathered = new ArrayList<>();
    private String manifestSha256 = "";
    private String pendingSha256 = "";
    private boolean keySent;
    private int next = 1;
    private int size;
    private long sent;
    private long most;

    /// @param name later ones sort behind earlier ones
    Journal(
            RecordingFolder folder,
            RecordingId recording,
            ObjectStore store,
            StoredTree tree,
            KeyCopies keys,
            String name) {
        this.folder = folder;
        this.recording = recording;
        this.store = store;
        this.tree = tree;
        this.keys = keys;
        this.name = name;
    }

    /// Bytes of the recording that are stored by now.
    long knownBytes() {
        return sent;
    }

    /// Sends what is new. The order is that of the writer backwards, and that of its dangers: a log names what is
    /// there.
    ///
    /// @return bytes sent
    long round() throws IOException {
        forget();
        long before = sent;
        most = sent + ROUND;
        Path path = folder.of(recording);
        long logged = sizeOf(path.resolve(FragmentLog.FILE));
        Manifest manifest = manifest(path);
        if (manifest == null) {
            return 0;
        }
        if (!keySent && manifest.encryption() != null) {
            keys.send(recording);
            keySent = true;
        }
        boolean all = true;
        for (RecordedSource source : manifest.sources()) {
            all = all && grow(path, source.file(), sizeOf(path.resolve(source.file())), source.complete());
        }
        if (all) {
            grow(path, FragmentLog.FILE, logged, false);
        }
        flush();
        return sent - before;
    }

    /// What an earlier round could not send is read again.
    private void forget() {
        pending.clear();
        gathered.clear();
        pendingSha256 = manifestSha256;
        size = 0;
    }

    private @Nullable Manifest manifest(Path path) throws IOException {
        byte[] text;
        try {
            text = Files.readAllBytes(path.resolve(RecordingFolder.MANIFEST));
        } catch (NoSuchFileException _) {
            return null;
        }
        String hash = Sha256.of(text);
        if (!hash.equals(manifestSha256)) {
            add(new Segment.Place(RecordingFolder.MANIFEST, 0, text.length, text.length), text);
            pendingSha256 = hash;
        }
        try {
            return ManifestText.read(text);
        } catch (JacksonException damaged) {
            throw new IOException("the manifest of recording " + recording + " is damaged", damaged);
        }
    }

    /// @return whether all of it is sent or gathered
    private boolean grow(Path path, String file, long length, boolean complete) throws IOException {
        if (length == 0) {
            return true;
        }
        try (FileChannel channel = FileChannel.open(path.resolve(file), StandardOpenOption.READ)) {
            Known before = known.get(file);
            // What was mended has another head; what was cut off and grew again, another end.
            boolean goesOn = before != null
                    && before.length() <= length
                    && (before.complete() || !complete)
                    && Arrays.equals(
                            before.end(), read(channel, before.length() - before.end().length, before.end().length));
            long at = goesOn && before != null ? before.length() : 0;
            while (at < length) {
                if (sent + size >= most) {
                    return false;
                }
                byte[] bytes = read(channel, at, (int) Math.min(SEGMENT - size, length - at));
                if (bytes.length == 0) {
                    return false;
                }
                add(new Segment.Place(file, at, bytes.length, length), bytes);
                at += bytes.length;
                int kept = (int) Math.min(COMPARED, at);
                pending.put(file, new Known(at, complete, read(channel, at - kept, kept)));
                if (size >= SEGMENT) {
                    flush();
                }
            }
            return true;
        }
    }

    private void add(Segment.Place place, byte[] bytes) {
        gathered.add(new Segment.Piece(place, bytes));
        size += bytes.length;
    }

    private void flush() throws IOException {
        if (gathered.isEmpty()) {
            return;
        }
        String object = tree.live(recording) + name + "/" + String.format("%08d", next);
        store.put(object, ObjectStore.Body.of(new Segment(gathered).bytes()));
        next++;
        sent += size;
        known.putAll(pending);
        manifestSha256 = pendingSha256;
        forget();
    }

    private static long sizeOf(Path file) throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }

    private static byte[] read(FileChannel channel, long at, int count) throws IOException {
        ByteBuffer into = ByteBuffer.allocate(count);
        while (into.hasRemaining() && channel.read(into, at + into.position()) > 0) {
            // Reads on.
        }
        return into.hasRemaining() ? Arrays.copyOf(into.array(), into.position()) : into.array();
    }
}
