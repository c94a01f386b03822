package org.yizhan.media.recording.webm;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/// One file of one source, or a film. Clusters are appended whole; [#finish(List, long)] makes the file one in which
/// a player can jump. Blocks its caller: the recorder's own threads only.
public final class WebmFile implements AutoCloseable {

    private final FileChannel channel;
    private final WebmHeader header;
    private final Envelope envelope;
    private final int headLength;
    private long end;

    private WebmFile(FileChannel channel, WebmHeader header, Envelope envelope, int headLength, long end) {
        this.channel = channel;
        this.header = header;
        this.envelope = envelope;
        this.headLength = headLength;
        this.end = end;
    }

    public static WebmFile create(Path path, WebmTrack track, Envelope envelope) throws IOException {
        return create(path, WebmHeader.of(track), envelope);
    }

    /// @param body what describes the content: the `Tracks` element, and others that may follow it
    public static WebmFile create(Path path, byte[] body, Envelope envelope) throws IOException {
        return create(path, WebmHeader.of(body), envelope);
    }

    private static WebmFile create(Path path, WebmHeader header, Envelope envelope) throws IOException {
        FileChannel channel = FileChannel.open(
                path, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        byte[] head = envelope.store(0, header.open());
        WebmFile file = new WebmFile(channel, header, envelope, head.length, 0);
        file.append(head);
        return file;
    }

    /// Opens a file that was cut off, to finish it. Everything after `end` is cut away.
    public static WebmFile mend(Path path, WebmTrack track, Envelope envelope, long end) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE);
        WebmHeader header = WebmHeader.of(track);
        byte[] head = envelope.store(0, header.open());
        channel.truncate(Math.max(end, head.length));
        WebmFile file = new WebmFile(channel, header, envelope, head.length, Math.max(end, head.length));
        file.write(ByteBuffer.wrap(head), 0);
        return file;
    }

    /// Where the first cluster begins.
    public static int headLength(WebmTrack track, Envelope envelope) {
        return WebmHeader.of(track).open().length + envelope.space();
    }

    /// What was written, and where.
    public record Stored(long offset, byte[] bytes) {}

    public Stored append(Cluster cluster) throws IOException {
        byte[] bytes = envelope.store(end, cluster.encoded());
        return new Stored(append(bytes), bytes);
    }

    /// Makes what was written survive a power cut too.
    public void force() throws IOException {
        channel.force(false);
    }

    public long length() {
        return end;
    }

    /// Writes the cues behind the clusters and completes the head.
    public void finish(List<Cue> cues, long durationMs) throws IOException {
        long segmentStart = header.segmentStart();
        long cuesAt = end + envelope.space();
        Ebml points = new Ebml();
        for (Cue cue : cues) {
            Ebml position = new Ebml()
                    .number(Ebml.CUE_TRACK, 1)
                    .number(Ebml.CUE_CLUSTER_POSITION, cue.offset() + envelope.space() - segmentStart);
            points.master(
                    Ebml.CUE_POINT,
                    new Ebml().number(Ebml.CUE_TIME, cue.timeMs()).master(Ebml.CUE_TRACK_POSITIONS, position));
        }
        append(envelope.store(end, new Ebml().master(Ebml.CUES, points).toBytes()));
        byte[] head = envelope.store(0, header.finished(new WebmHeader.End(durationMs, cuesAt, end)));
        if (head.length != headLength) {
            throw new IllegalStateException("head changed its length");
        }
        write(ByteBuffer.wrap(head), 0);
        channel.force(true);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private long append(byte[] bytes) throws IOException {
        long at = end;
        try {
            write(ByteBuffer.wrap(bytes), at);
        } catch (IOException broken) {
            cutBack(at, broken);
            throw broken;
        }
        end = at + bytes.length;
        return at;
    }

    /// A full disk takes part of a cluster: better none of it.
    private void cutBack(long at, IOException reason) {
        try {
            channel.truncate(at);
        } catch (IOException second) {
            reason.addSuppressed(second);
        }
    }

    private void write(ByteBuffer bytes, long at) throws IOException {
        long position = at;
        while (bytes.hasRemaining()) {
            position += channel.write(bytes, position);
        }
    }
}
