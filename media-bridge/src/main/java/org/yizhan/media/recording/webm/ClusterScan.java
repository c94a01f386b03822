package org.yizhan.media.recording.webm;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the whole clusters at a place in a file, as this package writes them; stops at the first that is cut off.
public final class ClusterScan {

    /// A second of the largest picture is far less; more is no cluster of ours.
    private static final int MAX_CLUSTER = 64 << 20;

    private ClusterScan() {}

    /// A cluster found, and where.
    ///
    /// @param stored its bytes as they lie in the file
    public record Found(long offset, byte[] stored, Cluster cluster) {}

    public static List<Found> from(Path path, long offset, Envelope envelope) throws IOException {
        List<Found> found = new ArrayList<>();
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            long at = offset;
            for (Found next = read(file, at, envelope); next != null; next = read(file, at, envelope)) {
                found.add(next);
                at += next.stored().length;
            }
        }
        return found;
    }

    private static @Nullable Found read(RandomAccessFile file, long at, Envelope envelope) throws IOException {
        int room = (int) Math.min(Math.max(12, envelope.space()), file.length() - at);
        if (room < 6) {
            return null;
        }
        byte[] begin = bytes(file, at, room);
        long length = envelope.space() == 0 ? clusterLength(begin) : envelope.storedLength(begin);
        if (length < 0 || length > MAX_CLUSTER || at + length > file.length()) {
            return null;
        }
        byte[] stored = bytes(file, at, (int) length);
        byte[] plain = envelope.open(at, stored);
        Cluster cluster = plain == null || clusterLength(plain) != plain.length ? null : decode(plain);
        return cluster == null ? null : new Found(at, stored, cluster);
    }

    /// Of the cluster that begins here, with its own head; -1 when none does.
    private static long clusterLength(byte[] begin) {
        Cursor cursor = new Cursor(begin);
        if (cursor.id() != Ebml.CLUSTER) {
            return -1;
        }
        long content = cursor.length();
        return content < 0 ? -1 : cursor.at + content;
    }

    private static byte[] bytes(RandomAccessFile file, long at, int count) throws IOException {
        byte[] read = new byte[count];
        file.seek(at);
        file.readFully(read);
        return read;
    }

    private static @Nullable Cluster decode(byte[] whole) {
        Cursor in = new Cursor(whole);
        in.id();
        in.length();
        long start = -1;
        long end = 0;
        List<Long> keys = new ArrayList<>();
        while (in.at < whole.length) {
            int id = in.id();
            long length = in.length();
            if (length < 0 || in.at + length > whole.length) {
                return null;
            }
            int next = (int) (in.at + length);
            if (id == Ebml.TIMESTAMP) {
                start = in.number((int) length);
                end = start;
            } else if (id == Ebml.SIMPLE_BLOCK && length > 4 && start >= 0) {
                long time = start + (short) ((whole[in.at + 1] & 0xff) << 8 | whole[in.at + 2] & 0xff);
                end = Math.max(end, time);
                if ((whole[in.at + 3] & 0x80) != 0) {
                    keys.add(time);
                }
            } else {
                return null;
            }
            in.at = next;
        }
        return start < 0 ? null : new Cluster(whole, start, end, List.copyOf(keys));
    }

    private static final class Cursor {
        private final byte[] bytes;
        private int at;

        Cursor(byte[] bytes) {
            this.bytes = bytes;
        }

        int id() {
            int first = peek();
            int count = first == 0 ? 1 : Integer.numberOfLeadingZeros(first) - 23;
            return (int) number(Math.min(count, 4));
        }

        long length() {
            int first = peek();
            if (first == 0) {
                return -1;
            }
            int count = Integer.numberOfLeadingZeros(first) - 23;
            return number(count) & ~(1L << 7 * count);
        }

        long number(int count) {
            long value = 0;
            for (int i = 0; i < count; i++) {
                value = value << 8 | peek();
                at++;
            }
            return value;
        }

        private int peek() {
            return at < bytes.length ? bytes[at] & 0xff : 0;
        }
    }
}
