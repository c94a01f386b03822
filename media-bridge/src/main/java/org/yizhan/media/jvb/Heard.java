package org.yizhan.media.jvb;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a videobridge says over a bridge channel, as far as it matters here.
sealed interface Heard {

    /// It knows us.
    record Hello() implements Heard {}

    /// These streams carry these sources from now on.
    record Mapped(boolean audio, List<Mapping> mappings) implements Heard {}

    /// An endpoint's packets stopped coming, or come again.
    record Connectivity(String endpoint, boolean active) implements Heard {}

    /// It does not open the channel any more: it does not know the endpoint, or is not there. Said by ourselves.
    record Gone() implements Heard {}

    /// Nothing that matters here.
    record Other(String kind) implements Heard {}

    /// @param mid media id of the stream, such as `v2`; empty when it has none
    record Mapping(String source, String mid) {

        /// The number in the media id; -1 when there is none.
        int slot() {
            try {
                return mid.length() < 2 ? -1 : Integer.parseInt(mid.substring(1));
            } catch (NumberFormatException _) {
                return -1;
            }
        }
    }

    /// Sources of one message; a conference has fewer.
    int MOST_MAPPINGS = 256;

    /// Whatever cannot be read is of another kind.
    static Heard read(JsonMapper json, String text) {
        try {
            JsonNode message = json.readTree(text);
            String kind = message.path("colibriClass").asString("");
            return switch (kind) {
                case "ServerHello" -> new Hello();
                case "VideoSourcesMap" -> new Mapped(false, mappings(message));
                case "AudioSourcesMap" -> new Mapped(true, mappings(message));
                case "EndpointConnectivityStatusChangeEvent" ->
                    new Connectivity(
                            message.path("endpoint").asString(""),
                            "true".equals(message.path("active").asString("")));
                default -> new Other(kind);
            };
        } catch (JacksonException _) {
            return new Other("unreadable");
        }
    }

    private static List<Mapping> mappings(JsonNode message) {
        List<Mapping> found = new ArrayList<>();
        for (JsonNode each : message.path("mappedSources")) {
            if (found.size() < MOST_MAPPINGS) {
                found.add(new Mapping(
                        each.path("source").asString(""), each.path("mid").asString("")));
            }
        }
        return found;
    }
}
