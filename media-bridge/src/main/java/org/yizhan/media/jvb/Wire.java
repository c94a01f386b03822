package org.yizhan.media.jvb;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yizhan.media.transport.IceCredentials;

/// The part of Colibri2 that is spoken here, as JSON has it. What is null is left out: a videobridge tells "no change"
/// from "nothing" by that.
final class Wire {

    /// The only kind of transport that there is.
    static final String ICE = "urn:xmpp:jingle:transports:ice-udp:1";

    private Wire() {}

    /// A request about one conference, and the answer to it.
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Conference(
            @JsonProperty("meeting-id") @Nullable String meeting,
            @Nullable String name,
            @Nullable Boolean create,
            @Nullable Boolean expire,
            @Nullable List<Endpoint> endpoints) {

        static Conference created(String meeting, String name) {
            return new Conference(meeting, name, true, null, null);
        }

        static Conference expired() {
            return new Conference(null, null, null, true, null);
        }

        static Conference of(Endpoint endpoint) {
            return new Conference(null, null, null, null, List.of(endpoint));
        }
    }

    /// One that sends and is sent media. `sources` replaces all that it had.
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Endpoint(
            String id,
            @Nullable Boolean create,
            @Nullable Boolean expire,
            @Nullable List<String> capabilities,
            @Nullable List<Media> medias,
            @Nullable Transport transport,
            @Nullable List<MediaSource> sources) {

        /// Its other side is ICE's controlling one.
        static Endpoint created(String id, List<String> capabilities, List<Media> medias, List<MediaSource> sources) {
            var transport = new Transport(false, null);
            return new Endpoint(id, true, null, capabilities, medias, transport, sources);
        }

        static Endpoint expired(String id) {
            return new Endpoint(id, null, true, null, null, null, null);
        }

        static Endpoint moved(String id, Transport transport) {
            return new Endpoint(id, null, null, null, null, transport, null);
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Media(
            String type,
            @JsonProperty("payload-types") List<PayloadType> payloadTypes,
            @JsonProperty("rtp-hdrexts") List<HeaderExtension> headerExtensions) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PayloadType(
            int id,
            String name,
            int clockrate,
            @Nullable Integer channels,
            Map<String, String> parameters,
            @JsonProperty("rtcp-fbs") List<Feedback> feedback) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Feedback(String type, @Nullable String subtype) {}

    record HeaderExtension(int id, String uri) {}

    /// @param controlling whether the videobridge is ICE's controlling side
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Transport(
            @JsonProperty("ice-controlling") @Nullable Boolean controlling,
            @JsonProperty("transport") @Nullable Ice ice) {}

    /// One side's credentials, certificates and candidates; the videobridge's with the addresses of its bridge channel.
    ///
    /// @param kind [#ICE]: a videobridge takes no notice of one without it, and says nothing
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Ice(
            @JsonProperty("xmlns") @Nullable String kind,
            @Nullable String ufrag,
            @Nullable String pwd,
            @JsonProperty("rtcp-mux") @Nullable Boolean multiplexed,
            @Nullable List<Certificate> fingerprints,
            @Nullable List<Candidate> candidates,
            @JsonProperty("web-sockets") @Nullable List<String> webSockets) {

        /// Of whoever checks the paths and begins DTLS.
        static Ice of(IceCredentials credentials, String hash, String fingerprint) {
            return new Ice(
                    ICE,
                    credentials.fragment(),
                    credentials.password(),
                    true,
                    List.of(new Certificate(fingerprint, hash, "active")),
                    null,
                    null);
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Certificate(
            String fingerprint, String hash, @Nullable String setup) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Candidate(
            @Nullable String foundation,
            @Nullable String protocol,
            @Nullable Long priority,
            @Nullable String ip,
            @Nullable Integer port,
            @Nullable String type) {}

    /// @param id its name, which the bridge channel's messages use
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record MediaSource(
            String type,
            String id,
            List<Source> sources,
            @JsonProperty("ssrc-groups") @Nullable List<Group> groups) {

        static MediaSource sound(String name, long ssrc) {
            return new MediaSource("audio", name, List.of(new Source(ssrc, name)), null);
        }

        /// @param rtx 0: packets are not sent again
        static MediaSource pictures(String name, long ssrc, long rtx) {
            return rtx == 0
                    ? new MediaSource("video", name, List.of(new Source(ssrc, name)), null)
                    : new MediaSource(
                            "video",
                            name,
                            List.of(new Source(ssrc, name), new Source(rtx, name)),
                            List.of(new Group("FID", List.of(ssrc, rtx))));
        }
    }

    record Source(long ssrc, String name) {}

    record Group(String semantics, List<Long> sources) {}

    /// Of all that a videobridge counts.
    record Statistics(
            @JsonProperty("stress_level") @Nullable Double stress) {}
}
