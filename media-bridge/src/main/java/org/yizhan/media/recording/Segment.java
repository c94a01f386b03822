package org.yizhan.media.recording;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// What came to a recording's folder in a few seconds, as one object: a line of JSON that says which bytes of which
/// files follow, and then these.
record Segment(List<Piece> pieces) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    Segment {
        pieces = List.copyOf(pieces);
    }

    /// @param at     where in the file the bytes belong
    /// @param length of the file when they were read; where they reach it, the file ends
    record Place(String file, long at, int bytes, long length) {}

    record Piece(Place place, byte[] bytes) {}

    private record Head(List<Place> pieces) {}

    byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(JSON.writeValueAsBytes(
                new Head(pieces.stream().map(Piece::place).toList())));
        out.write('\n');
        pieces.forEach(piece -> out.writeBytes(piece.bytes()));
        return out.toByteArray();
    }

    static Segment read(byte[] bytes) throws IOException {
        int line = 0;
        while (line < bytes.length && bytes[line] != '\n') {
            line++;
        }
        try {
            List<Place> places = JSON.readValue(bytes, 0, line, Head.class).pieces();
            int at = line + 1;
            Piece[] pieces = new Piece[places.size()];
            for (int i = 0; i < pieces.length; i++) {
                Place place = places.get(i);
                if (!StoredTree.isFile(place.file()) || at + place.bytes() > bytes.length) {
                    throw new IOException("a segment is damaged");
                }
                pieces[i] = new Piece(place, Arrays.copyOfRange(bytes, at, at + place.bytes()));
                at += place.bytes();
            }
            return new Segment(List.of(pieces));
        } catch (JacksonException damaged) {
            throw new IOException("a segment is damaged", damaged);
        }
    }

    /// Brings a folder to where it was when the segment was made, if it is where it was before.
    void apply(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (Piece piece : pieces) {
            Place place = piece.place();
            try (FileChannel channel = FileChannel.open(
                    folder.resolve(place.file()), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(piece.bytes());
                while (bytes.hasRemaining()) {
                    channel.write(bytes, place.at() + bytes.position());
                }
                if (place.at() + place.bytes() == place.length()) {
                    channel.truncate(place.length());
                }
            }
        }
    }
}
