package org.yizhan.media.recording;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.yizhan.media.recording.webm.Envelope;

/// One source as a player reads it, wherever it begins: the file itself, or what its encrypted pieces open to.
/// Blocks its caller; one thread at a time.
public final class SourceContent implements AutoCloseable {

    private static final int COPIED_AT_ONCE = 256 << 10;

    private final FileChannel channel;
    private final Envelope envelope;
    private final List<Long> pieces = new ArrayList<>();
    private final long length;
    private long openedAt = -1;
    private byte[] opened = {};

    private SourceContent(FileChannel channel, Envelope envelope) throws IOException {
        this.channel = channel;
        this.envelope = envelope;
        this.length = envelope.space() == 0 ? channel.size() : findPieces();
    }

    static SourceContent open(Path file, Envelope envelope) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            return new SourceContent(channel, envelope);
        } catch (IOException broken) {
            channel.close();
            throw broken;
        }
    }

    /// Of what was there when it was opened.
    public long length() {
        return length;
    }

    /// Reads on from `at` as far as it is easy: at least one byte, at most what `into` takes.
    ///
    /// @return bytes read, 0 at the end
    /// @throws IOException when the disk refuses, or a piece is not what was stored there
    public int read(long at, ByteBuffer into) throws IOException {
        if (at >= length) {
            return 0;
        }
        if (envelope.space() == 0) {
            int wanted = (int) Math.min(into.remaining(), length - at);
            return Math.max(0, channel.read(into.slice(into.position(), wanted), at));
        }
        int piece = pieceAt(at);
        byte[] plain = plain(piece);
        int from = (int) (at - pieces.get(piece));
        int count = Math.min(into.remaining(), plain.length - from);
        into.slice(into.position(), count).put(plain, from, count);
        return count;
    }

    /// Writes everything to `out`.
    public void copy(OutputStream out) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(COPIED_AT_ONCE);
        long at = 0;
        for (int count = read(at, buffer); count > 0; count = read(at, buffer)) {
            out.write(buffer.array(), 0, count);
            at += count;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /// @return where the last whole piece ends
    private long findPieces() throws IOException {
        long size = channel.size();
        long at = 0;
        ByteBuffer begin = ByteBuffer.allocate(envelope.space());
        while (at + envelope.space() <= size) {
            begin.clear();
            if (channel.read(begin, at) < envelope.space()) {
                break;
            }
            long stored = envelope.storedLength(begin.array());
            if (stored < 0 || at + stored > size) {
                break;
            }
            pieces.add(at);
            at += stored;
        }
        return at;
    }

    private int pieceAt(long at) {
        int low = 0;
        int high = pieces.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (pieces.get(middle) <= at) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /// The first piece is the file's head, which must come first: its filler follows it. Elsewhere the filler
    /// leads, since a cue points behind it.
    private byte[] plain(int piece) throws IOException {
        long at = pieces.get(piece);
        if (openedAt == at) {
            return opened;
        }
        long end = piece + 1 < pieces.size() ? pieces.get(piece + 1) : length;
        byte[] stored = new byte[(int) (end - at)];
        ByteBuffer into = ByteBuffer.wrap(stored);
        while (into.hasRemaining() && channel.read(into, at + into.position()) > 0) {
            // Reads on.
        }
        byte[] content = envelope.open(at, stored);
        if (content == null) {
            throw new IOException("bytes " + at + " to " + end + " are not what was stored there");
        }
        byte[] filler = Envelope.filler(envelope.space());
        byte[] first = piece == 0 ? content : filler;
        byte[] second = piece == 0 ? filler : content;
        byte[] plain = new byte[stored.length];
        System.arraycopy(first, 0, plain, 0, first.length);
        System.arraycopy(second, 0, plain, first.length, second.length);
        openedAt = at;
        opened = plain;
        return plain;
    }
}
