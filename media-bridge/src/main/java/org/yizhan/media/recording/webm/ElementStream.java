package org.yizhan.media.recording.webm;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads Matroska and WebM as it comes out of a pipe, element by element. Blocks its caller; one thread at a time.
public final class ElementStream {

    /// A second of uncompressed pictures is less; more is nothing that we asked for.
    private static final int LARGEST = 64 << 20;

    private static final int LENGTH_UNKNOWN = -1;

    private final InputStream in;
    private final boolean intoClusters;

    private ElementStream(InputStream in, boolean intoClusters) {
        this.in = in;
        this.intoClusters = intoClusters;
    }

    /// Tracks and clusters, whole.
    public static ElementStream ofClusters(InputStream in) {
        return new ElementStream(in, false);
    }

    /// The frames inside the clusters, see [#nextFrame()].
    public static Frames framesOf(InputStream in) {
        return new Frames(new ElementStream(in, true));
    }

    /// @param content without its id and length
    public record Element(int id, byte[] content) {

        public boolean isTracks() {
            return id == Ebml.TRACKS;
        }

        public boolean isCluster() {
            return id == Ebml.CLUSTER;
        }

        /// With its id and length.
        public byte[] encoded() {
            return new Ebml().bytes(id, content).toBytes();
        }

        /// A cluster as it is written by [WebmFile]. A player may start at the key frames of track 1.
        public Cluster cluster() throws IOException {
            Frames frames = framesOf(new ByteArrayInputStream(content));
            List<Long> keys = new ArrayList<>();
            long end = 0;
            for (Frame frame = frames.next(); frame != null; frame = frames.next()) {
                end = Math.max(end, frame.timeMs());
                if (frame.track() == 1 && frame.key()) {
                    keys.add(frame.timeMs());
                }
            }
            return new Cluster(encoded(), frames.clusterMs, end, List.copyOf(keys));
        }
    }

    /// @param key whether it decodes by itself; not told of frames in groups, which are taken as if they did not
    public record Frame(int track, long timeMs, boolean key, byte[] data) {}

    /// The frames of all tracks in the order of the stream.
    public static final class Frames {
        private final ElementStream elements;
        private long clusterMs;

        private Frames(ElementStream elements) {
            this.elements = elements;
        }

        /// @return null at the end
        public @Nullable Frame next() throws IOException {
            for (Element next = elements.next(); next != null; next = elements.next()) {
                switch (next.id()) {
                    case Ebml.TIMESTAMP -> clusterMs = number(next.content());
                    case Ebml.SIMPLE_BLOCK -> {
                        return frame(next.content(), true);
                    }
                    case Ebml.BLOCK_GROUP -> {
                        ElementStream inside = new ElementStream(new ByteArrayInputStream(next.content()), true);
                        for (Element child = inside.next(); child != null; child = inside.next()) {
                            if (child.id() == Ebml.BLOCK) {
                                return frame(child.content(), false);
                            }
                        }
                    }
                    default -> {
                        // Says nothing about frames.
                    }
                }
            }
            return null;
        }

        private Frame frame(byte[] block, boolean simple) {
            ByteBuffer read = ByteBuffer.wrap(block);
            int track = read.get() & 0x7f;
            long timeMs = clusterMs + read.getShort();
            boolean key = (read.get() & 0x80) != 0 && simple;
            byte[] data = new byte[read.remaining()];
            read.get(data);
            return new Frame(track, timeMs, key, data);
        }

        private static long number(byte[] value) {
            long number = 0;
            for (byte next : value) {
                number = number << 8 | next & 0xff;
            }
            return number;
        }
    }

    /// @return null at the end
    public @Nullable Element next() throws IOException {
        while (true) {
            int first = in.read();
            if (first < 0) {
                return null;
            }
            int id = (int) rest(first, Math.min(8, Integer.numberOfLeadingZeros(first) - 24));
            long length = length();
            if (id == Ebml.SEGMENT || id == Ebml.CLUSTER && intoClusters) {
                continue;
            }
            if (length == LENGTH_UNKNOWN || length > LARGEST) {
                throw new IOException("an element of unknown or impossible length: " + Integer.toHexString(id));
            }
            byte[] content = in.readNBytes((int) length);
            if (content.length < length) {
                throw new EOFException("the stream ends within an element");
            }
            return new Element(id, content);
        }
    }

    private long length() throws IOException {
        int first = in.read();
        if (first <= 0) {
            throw new EOFException("the stream ends, or is none, at a length");
        }
        int more = Integer.numberOfLeadingZeros(first) - 24;
        long bits = rest(first, more);
        long unknown = (1L << 7 * (more + 1)) - 1;
        long length = bits & unknown;
        return length == unknown ? LENGTH_UNKNOWN : length;
    }

    private long rest(int first, int more) throws IOException {
        long value = first;
        for (int i = 0; i < more; i++) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("the stream ends within a head");
            }
            value = value << 8 | next;
        }
        return value;
    }
}
