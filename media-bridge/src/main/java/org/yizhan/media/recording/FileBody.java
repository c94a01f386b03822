package org.yizhan.media.recording;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.yizhan.media.recording.store.ObjectStore;

/// A file that is sent no faster than `rate` bytes a second.
record FileBody(Path file, long length, String sha256, long rate) implements ObjectStore.Body {

    /// As the file is now.
    static FileBody of(Path file, long rate) throws IOException {
        long length = Files.size(file);
        return new FileBody(file, length, Finishing.hash(file, 0, length), rate);
    }

    @Override
    public InputStream open() throws IOException {
        return new Paced(Files.newInputStream(file), rate);
    }

    private static final class Paced extends FilterInputStream {

        private final long rate;
        private final long begunNanos = System.nanoTime();
        private long given;

        Paced(InputStream in, long rate) {
            super(in);
            this.rate = rate;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int from, int count) throws IOException {
            int read = super.read(into, from, count);
            given += Math.max(0, read);
            long due = begunNanos + given * 1_000_000_000L / rate;
            long early = due - System.nanoTime();
            if (early > 0) {
                LockSupport.parkNanos(early);
            }
            return read;
        }
    }
}
