package org.yizhan.signaling.socket;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yizhan.platform.problem.Problem;
import org.yizhan.protocol.signal.ClientMessage;
import org.yizhan.protocol.signal.ServerMessage;
import org.yizhan.signaling.refusal.Refusals;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/// Text frames as messages, and back. Whatever comes is either a message that keeps every promise of its record,
/// or a problem; nothing is thrown.
@Component
class Wire {

    private static final int DEEPEST = 16;
    private static final int LONGEST_ID = 64;

    /// Those that carry a session description, and are allowed its size.
    private static final Set<String> OFFERS = Set.of("media-offer", "second-offer");

    /// Every type a page may send, by its word.
    private static final Map<String, Class<?>> TYPES = Arrays.stream(ClientMessage.class.getPermittedSubclasses())
            .collect(Collectors.toUnmodifiableMap(Wire::word, Function.identity()));

    private final JsonMapper reader;
    private final JsonMapper writer;
    private final int largestMessage;
    private final int largestOffer;

    Wire(JsonMapper mapper, SocketSettings settings) {
        this.writer = mapper;
        this.largestMessage = (int) settings.message().toBytes();
        this.largestOffer = (int) settings.offer().toBytes();
        this.reader = JsonMapper.builder(JsonFactory.builder()
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxNestingDepth(DEEPEST)
                                .maxStringLength(largestOffer)
                                .maxNumberLength(32)
                                .build())
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .build())
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .build();
    }

    /// What a frame turned out to be.
    sealed interface Frame {

        /// For counting: a word of the protocol, or `unknown`.
        String type();
    }

    record Good(String type, ClientMessage message) implements Frame {}

    /// @param replyTo the id, when one could be read
    record Bad(String type, @Nullable String replyTo, Problem problem) implements Frame {}

    String write(ServerMessage message) {
        return writer.writerFor(ServerMessage.class).writeValueAsString(message);
    }

    Frame read(String text) {
        if (text.length() > largestOffer) {
            return new Bad("unknown", null, Refusals.TOO_LARGE);
        }
        JsonNode tree;
        try {
            tree = reader.readTree(text);
        } catch (JacksonException _) {
            return new Bad("unknown", null, Refusals.MALFORMED);
        }
        if (!tree.isObject()) {
            return new Bad("unknown", null, Refusals.MALFORMED);
        }
        String id = text(tree.get("id"));
        String replyTo = id == null || id.isEmpty() || id.length() > LONGEST_ID ? null : id;
        String type = text(tree.get("type"));
        if (type == null || !TYPES.containsKey(type)) {
            return new Bad("unknown", replyTo, Refusals.UNKNOWN_TYPE.at("type"));
        }
        if (!OFFERS.contains(type) && text.getBytes(StandardCharsets.UTF_8).length > largestMessage) {
            return new Bad(type, replyTo, Refusals.TOO_LARGE);
        }
        return message(tree, type, replyTo);
    }

    private Frame message(JsonNode tree, String type, @Nullable String replyTo) {
        if (replyTo == null && !type.equals("ping")) {
            return new Bad(type, null, Refusals.WRONG_FIELD.at("id"));
        }
        try {
            ClientMessage message = reader.treeToValue(tree, ClientMessage.class);
            String wrong = wrongField(message);
            return wrong == null ? new Good(type, message) : new Bad(type, replyTo, Refusals.WRONG_FIELD.at(wrong));
        } catch (DatabindException e) {
            return new Bad(type, replyTo, Refusals.WRONG_FIELD.at(field(e)));
        } catch (JacksonException _) {
            return new Bad(type, replyTo, Refusals.WRONG_FIELD);
        }
    }

    private static String field(DatabindException error) {
        return error.getPath().stream()
                .map(step -> step.getPropertyName())
                .filter(name -> name != null)
                .findFirst()
                .orElse("type");
    }

    /// A field that is null although its record does not allow it, or has a value that no page of ours sends.
    private static @Nullable String wrongField(ClientMessage message) {
        for (RecordComponent component : message.getClass().getRecordComponents()) {
            Object value = value(component, message);
            boolean mayBeNull = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
            if (value == null && !mayBeNull) {
                return component.getName();
            }
        }
        return switch (message) {
            case ClientMessage.Hello hello -> hello.lastSeq() < 0 ? "lastSeq" : null;
            case ClientMessage.RequestCapture capture -> isWord(capture.code()) ? null : "code";
            case ClientMessage.CaptureFailed failed ->
                isWord(failed.code()) ? isWord(failed.reason()) ? null : "reason" : "code";
            case ClientMessage.Invite invite ->
                invite.subject() == null || invite.subject().length() <= 128 ? null : "subject";
            case ClientMessage.PauseRecording pause ->
                pause.reason() == null || isWord(pause.reason()) ? null : "reason";
            case ClientMessage.Ping _,
                    ClientMessage.SetAvailable _,
                    ClientMessage.TakeTicket _,
                    ClientMessage.LeaveQueue _,
                    ClientMessage.CallNext _,
                    ClientMessage.Accept _,
                    ClientMessage.Decline _,
                    ClientMessage.MediaOffer _,
                    ClientMessage.SecondOffer _,
                    ClientMessage.SetSource _,
                    ClientMessage.Hold _,
                    ClientMessage.Leave _,
                    ClientMessage.End _ -> null;
        };
    }

    /// What stands on a time line for good is a word, never free text.
    private static boolean isWord(String text) {
        return !text.isEmpty()
                && text.length() <= 64
                && text.chars().allMatch(c -> c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '_');
    }

    private static @Nullable Object value(RecordComponent component, ClientMessage message) {
        try {
            return component.getAccessor().invoke(message);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable String text(@Nullable JsonNode node) {
        return node != null && node.isString() ? node.stringValue() : null;
    }

    private static String word(Class<?> type) {
        return type.getAnnotation(JsonTypeName.class).value();
    }
}
