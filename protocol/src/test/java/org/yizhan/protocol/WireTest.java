package org.yizhan.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.yizhan.protocol.event.Event;
import org.yizhan.protocol.signal.ClientMessage;
import org.yizhan.protocol.signal.ServerMessage;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Every message has one golden file in `wire/`, and every golden file is a message. The TypeScript tests read the same
/// files.
class WireTest {

    private static final Path WIRE = Path.of("src/main/resources/wire");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private record Family(String folder, Class<?> root) {}

    private static final List<Family> FAMILIES = List.of(
            new Family("client", ClientMessage.class),
            new Family("server", ServerMessage.class),
            new Family("event", Event.class));

    @TestFactory
    Stream<DynamicTest> everyMessageRoundTripsThroughItsGoldenFile() {
        return FAMILIES.stream()
                .flatMap(family -> messages(family.root())
                        .map(type -> DynamicTest.dynamicTest(
                                family.folder() + "/" + wireName(type), () -> roundTrip(family, type))));
    }

    @TestFactory
    Stream<DynamicTest> everyGoldenFileIsAMessage() {
        return FAMILIES.stream()
                .map(family -> DynamicTest.dynamicTest(
                        family.folder(),
                        () -> assertThat(filesOf(family.folder()))
                                .containsExactlyInAnyOrderElementsOf(messages(family.root())
                                        .map(type -> wireName(type) + ".json")
                                        .toList())));
    }

    @Test
    void unknownTypeIsRefused() {
        assertThatThrownBy(() -> JSON.readValue("{\"type\":\"open-sesame\",\"id\":\"r-1\"}", ClientMessage.class))
                .isInstanceOf(JacksonException.class);
    }

    @Test
    void missingTypeIsRefused() {
        assertThatThrownBy(() -> JSON.readValue("{\"id\":\"r-1\"}", ClientMessage.class))
                .isInstanceOf(JacksonException.class);
    }

    @Test
    void duplicateKeysAreRefused() {
        assertThatThrownBy(() ->
                        JSON.readValue("{\"type\":\"call-next\",\"id\":\"r-1\",\"id\":\"r-2\"}", ClientMessage.class))
                .isInstanceOf(JacksonException.class);
    }

    @Test
    void everyGoldenFileIsMentionedInTheProtocolDocument() throws IOException {
        String document = Files.readString(Path.of("../docs/protocol.md"));
        for (Family family : FAMILIES) {
            for (String file : filesOf(family.folder())) {
                assertThat(document).contains("`" + family.folder() + "/" + file.replace(".json", "") + "`");
            }
        }
    }

    private static void roundTrip(Family family, Class<?> type) throws IOException {
        String golden = Files.readString(WIRE.resolve(family.folder()).resolve(wireName(type) + ".json"));
        Object message = JSON.readValue(golden, family.root());
        assertThat(message).isInstanceOf(type);
        // The root type is what makes Jackson write `type`, also for a message inside a generic container.
        String written = JSON.writerFor(family.root()).writeValueAsString(message);
        assertThat(JSON.readTree(written)).isEqualTo(JSON.readTree(golden));
        assertThat(JSON.readValue(written, family.root())).isEqualTo(message);
    }

    private static Stream<Class<?>> messages(Class<?> root) {
        return Arrays.stream(root.getPermittedSubclasses())
                .flatMap(sub -> sub.isInterface() ? messages(sub) : Stream.of(sub))
                .distinct();
    }

    private static String wireName(Class<?> type) {
        JsonTypeName name = type.getAnnotation(JsonTypeName.class);
        assertThat(name).as("@JsonTypeName of " + type).isNotNull();
        return name.value();
    }

    private static List<String> filesOf(String folder) throws IOException {
        try (Stream<Path> files = Files.list(WIRE.resolve(folder))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
