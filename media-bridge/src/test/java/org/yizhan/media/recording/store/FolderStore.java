package org.yizhan.media.recording.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yizhan.media.recording.evidence.Sha256;

/// Objects as files in a folder, and faults on demand.
public final class FolderStore implements ObjectStore {

    private final Path root;

    /// Names of what was put, in order.
    public final List<String> puts = Collections.synchronizedList(new ArrayList<>());

    /// Why everything is refused; null: nothing is.
    public volatile StoreRefusal.@Nullable Reason refusing;

    /// How many more objects are taken before it is [StoreRefusal.Reason#UNREACHABLE].
    public volatile int takes = Integer.MAX_VALUE;

    /// What is put waits for it, after it counted [#waiting] down.
    public volatile @Nullable CountDownLatch hanging;

    public final CountDownLatch waiting = new CountDownLatch(1);

    public FolderStore(Path root) {
        this.root = root;
    }

    public Path object(String name) {
        return root.resolve(name);
    }

    @Override
    public String where() {
        return "folder";
    }

    @Override
    public void put(String name, Body body) throws StoreRefusal {
        mayAsk();
        CountDownLatch until = hanging;
        if (until != null) {
            waiting.countDown();
            try {
                until.await();
            } catch (InterruptedException over) {
                throw new StoreRefusal(StoreRefusal.Reason.UNREACHABLE, "", over);
            }
        }
        if (puts.size() >= takes) {
            throw new StoreRefusal(StoreRefusal.Reason.UNREACHABLE, "", null);
        }
        try (InputStream in = body.open()) {
            byte[] bytes = in.readNBytes((int) body.length());
            if (!Sha256.of(bytes).equals(body.sha256())) {
                throw new StoreRefusal(StoreRefusal.Reason.ALTERED, "", null);
            }
            Files.createDirectories(object(name).getParent());
            Files.write(object(name), bytes);
            puts.add(name);
        } catch (StoreRefusal refusal) {
            throw refusal;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Override
    public void get(String name, OutputStream into) throws IOException {
        mayAsk();
        if (!Files.isRegularFile(object(name))) {
            throw new StoreRefusal(StoreRefusal.Reason.MISSING, "", null);
        }
        Files.copy(object(name), into);
    }

    @Override
    public List<Entry> list(String prefix) throws StoreRefusal {
        mayAsk();
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> new Entry(
                            root.relativize(file).toString(), file.toFile().length()))
                    .filter(entry -> entry.name().startsWith(prefix))
                    .sorted((a, b) -> a.name().compareTo(b.name()))
                    .toList();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Override
    public void delete(String prefix) throws StoreRefusal {
        for (Entry entry : list(prefix)) {
            try {
                Files.delete(object(entry.name()));
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }
    }

    private void mayAsk() throws StoreRefusal {
        StoreRefusal.Reason why = refusing;
        if (why != null) {
            throw new StoreRefusal(why, "", null);
        }
    }

    @Override
    public void close() {}
}
