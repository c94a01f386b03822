package org.yizhan.media.recording.evidence;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yizhan.media.recording.webm.Cluster;
import org.yizhan.protocol.id.RecordingId;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// `fragments.jsonl`: one line a fragment, only ever appended. Written after the fragment itself, so what it names is
/// there; a line cut off by a crash is forgotten, its fragment found again in the file.
public final class FragmentLog implements AutoCloseable {

    public static final String FILE = "fragments.jsonl";

    /// Strict: a line in which a field's name was changed is a damaged line.
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final FileChannel channel;
    private final Chain chain;
    private String head;

    private FragmentLog(FileChannel channel, Chain chain, String head) {
        this.channel = channel;
        this.chain = chain;
        this.head = head;
    }

    /// Opens the log of a recording, new or not, behind its last whole line.
    public static FragmentLog open(Path folder, RecordingId recording, Chain chain) throws IOException {
        return open(folder, recording, chain, Integer.MAX_VALUE);
    }

    /// Opens the log behind at most `count` of its lines; the rest is cut off.
    public static FragmentLog open(Path folder, RecordingId recording, Chain chain, int count) throws IOException {
        Path path = folder.resolve(FILE);
        Contents contents = Files.exists(path) ? read(path, count) : new Contents(List.of(), 0, null);
        FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        channel.truncate(contents.length());
        channel.position(contents.length());
        String head = contents.fragments().isEmpty()
                ? Sha256.chainStart(recording)
                : contents.fragments().getLast().chain();
        return new FragmentLog(channel, chain, head);
    }

    /// The fragments that a recording's log names; none when it has no log yet.
    public static List<Fragment> fragments(Path folder) throws IOException {
        Path path = folder.resolve(FILE);
        if (!Files.exists(path)) {
            return List.of();
        }
        Contents contents = read(path, Integer.MAX_VALUE);
        if (contents.damage() != null) {
            throw new IOException(contents.damage());
        }
        return contents.fragments();
    }

    /// The fragments up to the first damaged line: a power cut may leave zeros at the end.
    public static List<Fragment> readable(Path folder) throws IOException {
        Path path = folder.resolve(FILE);
        return Files.exists(path) ? read(path, Integer.MAX_VALUE).fragments() : List.of();
    }

    /// Notes a cluster that was written.
    ///
    /// @param stored its bytes as they lie in the file at `offset`
    public Fragment append(int source, long offset, byte[] stored, Cluster cluster) throws IOException {
        Fragment facts = new Fragment(
                source,
                offset,
                stored.length,
                cluster.startMs(),
                cluster.endMs(),
                cluster.keysMs(),
                Sha256.of(stored),
                "");
        Fragment fragment = facts.on(chain.next(head, facts));
        byte[] line = line(fragment);
        long at = channel.position();
        try {
            ByteBuffer bytes = ByteBuffer.wrap(line);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException broken) {
            channel.truncate(at);
            throw broken;
        }
        head = fragment.chain();
        return fragment;
    }

    /// The newest link of the chain.
    public String head() {
        return head;
    }

    public void force() throws IOException {
        channel.force(false);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /// One line, as somebody who trusts nothing reads it.
    ///
    /// @param from     its first byte in the log
    /// @param to       byte behind its line break
    /// @param fragment null when the line is not one that was written here, byte for byte
    public record Line(long from, long to, @Nullable Fragment fragment) {}

    /// All lines, damaged ones too.
    public static List<Line> lines(Path folder) throws IOException {
        Path path = folder.resolve(FILE);
        byte[] bytes = Files.exists(path) ? Files.readAllBytes(path) : new byte[0];
        List<Line> lines = new ArrayList<>();
        int from = 0;
        for (int at = 0; at < bytes.length; at++) {
            if (bytes[at] == '\n' || at == bytes.length - 1) {
                lines.add(new Line(from, at + 1, exactly(Arrays.copyOfRange(bytes, from, at + 1))));
                from = at + 1;
            }
        }
        return List.copyOf(lines);
    }

    private static @Nullable Fragment exactly(byte[] line) {
        try {
            Fragment fragment = JSON.readValue(line, Fragment.class);
            boolean written = Arrays.equals(line, line(fragment))
                    && Sha256.isOne(fragment.sha256())
                    && Sha256.isOne(fragment.chain());
            return written ? fragment : null;
        } catch (JacksonException _) {
            return null;
        }
    }

    private static byte[] line(Fragment fragment) {
        return (JSON.writeValueAsString(fragment) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private record Contents(
            List<Fragment> fragments, long length, @Nullable String damage) {}

    private static Contents read(Path path, int count) throws IOException {
        byte[] bytes = Files.readAllBytes(path);
        List<Fragment> fragments = new ArrayList<>();
        int from = 0;
        String damage = null;
        for (int at = 0; at < bytes.length && fragments.size() < count && damage == null; at++) {
            if (bytes[at] != '\n') {
                continue;
            }
            try {
                fragments.add(JSON.readValue(bytes, from, at - from, Fragment.class));
                from = at + 1;
            } catch (JacksonException _) {
                damage = "line " + (fragments.size() + 1) + " is damaged";
            }
        }
        return new Contents(List.copyOf(fragments), from, damage);
    }
}
