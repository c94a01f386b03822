package org.yizhan.media.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yizhan.media.rtp.Codec;
import org.yizhan.media.rtp.PictureIds;
import org.yizhan.media.transport.IceCredentials;

/// Which codec of pictures is taken of an offer, under which number, and what is answered.
class CodecsOfOffersTest {

    /// An offer with sections of pictures in Chromium's form, each its payload types and the lines about them; the
    /// first `sending` of them are sent, the rest received.
    private static String offer(int sending, String... sections) {
        StringBuilder text = new StringBuilder("v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE");
        for (int i = 0; i < sections.length; i++) {
            text.append(' ').append(i);
        }
        for (int i = 0; i < sections.length; i++) {
            int lines = sections[i].indexOf('|');
            text.append("\r\nm=video 9 UDP/TLS/RTP/SAVPF ").append(sections[i], 0, lines);
            text.append("\r\na=ice-ufrag:frag\r\na=ice-pwd:0123456789012345678901\r\na=fingerprint:sha-256 ");
            text.append("AB:".repeat(31)).append("AB\r\na=setup:actpass\r\na=rtcp-mux\r\na=mid:");
            text.append(i).append(i < sending ? "\r\na=sendonly" : "\r\na=recvonly");
            for (String line : sections[i].substring(lines + 1).split("\\|")) {
                text.append("\r\na=").append(line);
            }
        }
        return text.append("\r\n").toString();
    }

    private static String h264(int type, String mode, String profile) {
        return "rtpmap:" + type + " H264/90000|fmtp:" + type + " level-asymmetry-allowed=1;packetization-mode=" + mode
                + ";profile-level-id=" + profile + "|rtpmap:" + (type + 1) + " rtx/90000|fmtp:" + (type + 1) + " apt="
                + type;
    }

    private static final String VP8 = "rtpmap:96 VP8/90000|rtpmap:97 rtx/90000|fmtp:97 apt=96";

    static String layered(String sections) throws OfferRefused {
        return answer(OfferParser.parse(offer(1, sections)));
    }

    private static String answer(BrowserOffer offer) {
        List<SlotStream> streams = new ArrayList<>();
        AnsweringSide side = AnsweringSide.ours(
                new IceCredentials("fragment", "password"),
                "AB:CD",
                List.of(new InetSocketAddress("127.0.0.1", 10_000)),
                List.of());
        return new AnswerWriter(offer, side, streams, true, "bridge").write(1, 1);
    }

    private static List<String> sections(String answer) {
        return answer.lines().filter(line -> line.startsWith("m=")).toList();
    }

    @Test
    void anEncoderThatSpeaksOnlyH264IsTaken() throws OfferRefused {
        BrowserOffer offer = OfferParser.parse(offer(1, "106 107|" + h264(106, "1", "42e01f")));
        assertThat(offer.ids().payloadType(Codec.H264)).isEqualTo(106);
        assertThat(offer.ids().rtx(Codec.H264)).isEqualTo(107);
        assertThat(offer.ids().payloadType(Codec.VP8)).isNegative();
        assertThat(offer.sections().getFirst().expected()).isEqualTo(Codec.H264);
        assertThat(answer(offer).lines())
                .contains(
                        "m=video 10000 UDP/TLS/RTP/SAVPF 106 107",
                        "a=rtpmap:106 H264/90000",
                        "a=fmtp:106 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f",
                        "a=rtcp-fb:106 nack pli",
                        "a=fmtp:107 apt=106")
                .noneMatch(line -> line.contains("x-google"));
    }

    @ParameterizedTest
    @CsvSource({
        "42001f, 42e01f, 4d001f, 64001f, 104",
        "42001f, 64001f, 42c01f, 4d001f, 106",
        "64001f, 4d001f, 42001f, f4001f, 106",
        "64001f, f4001f, 4d001f, 640c1f, 106",
        "f4001f, 58001f, 6e001f, 640c1f, 108",
        "42E01F, 42e034, 42c01f, 64001f, 102"
    })
    void ofSeveralH264TheOneThatMostDecodeIsTaken(String a, String b, String c, String d, int taken)
            throws OfferRefused {
        BrowserOffer offer = OfferParser.parse(offer(
                1,
                "102 103 104 105 106 107 108 109|" + h264(102, "1", a) + "|" + h264(104, "1", b) + "|"
                        + h264(106, "1", c) + "|" + h264(108, "1", d)));
        assertThat(offer.ids().pictures()).hasSize(1);
        assertThat(offer.ids().payloadType(Codec.H264)).isEqualTo(taken);
        assertThat(offer.ids().rtx(Codec.H264)).isEqualTo(taken + 1);
    }

    @ParameterizedTest
    @CsvSource({
        "H264, packetization-mode=0;profile-level-id=42e01f",
        "H264, profile-level-id=42e01f",
        "H264, packetization-mode=1",
        "H264, packetization-mode=1;profile-level-id=42e0",
        "H264, packetization-mode=1;profile-level-id=f4001f",
        "VP9, profile-id=2",
        "AV1, level-idx=5;profile=1;tier=0",
        "H265, level-id=93"
    })
    void whatNotEveryReceiverDecodesIsAsIfItWereNotThere(String codec, String parameters) throws OfferRefused {
        String lines = "rtpmap:98 " + codec + "/90000|fmtp:98 " + parameters;
        assertThatThrownBy(() -> OfferParser.parse(offer(1, "98|" + lines))).hasMessage("media-offer-codec");
        BrowserOffer offer = OfferParser.parse(offer(1, "98 96 97|" + lines + "|" + VP8));
        assertThat(offer.ids().pictures()).containsExactly(new PictureIds(Codec.VP8, 96, 97, ""));
        assertThat(answer(offer)).doesNotContain(codec + "/");
    }

    @ParameterizedTest
    @CsvSource({"VP9, profile-id=0", "VP9, x=1", "AV1, level-idx=5;profile=0;tier=0", "AV1, x=1"})
    void profileZeroIsMeantWhereNoneIsNamed(String codec, String parameters) throws OfferRefused {
        BrowserOffer offer = OfferParser.parse(offer(1, "98|rtpmap:98 " + codec + "/90000|fmtp:98 " + parameters));
        assertThat(offer.ids().payloadType(Codec.valueOf(codec))).isEqualTo(98);
        assertThat(offer.ids().rtx(Codec.valueOf(codec))).isNegative();
        assertThat(sections(answer(offer))).containsExactly("m=video 10000 UDP/TLS/RTP/SAVPF 98");
    }

    @Test
    void aPageIsAnsweredVp8FirstWhateverItNamesFirst() throws OfferRefused {
        String all = "102 103 98 96 97|" + h264(102, "1", "42e01f") + "|rtpmap:98 VP9/90000|" + VP8;
        String answer = answer(OfferParser.parse(offer(1, all, all)));
        assertThat(sections(answer))
                .containsExactly(
                        "m=video 10000 UDP/TLS/RTP/SAVPF 96 97 102 103 98",
                        "m=video 10000 UDP/TLS/RTP/SAVPF 96 97 102 103 98");
        assertThat(answer.lines().filter("a=fmtp:96 x-google-start-bitrate=2000"::equals))
                .hasSize(1);
    }

    /// Browsers list what they encode where they send, and what they decode where they receive.
    @Test
    void aSectionIsAnsweredWhatItHasItself() throws OfferRefused {
        BrowserOffer offer = OfferParser.parse(offer(
                1,
                "96 97 102 103|" + VP8 + "|" + h264(102, "1", "42001f"),
                "96 97 102 103 108 109|" + VP8 + "|" + h264(102, "1", "42001f") + "|" + h264(108, "1", "42e01f"),
                "98|rtpmap:98 VP9/90000"));
        assertThat(offer.ids().payloadType(Codec.H264)).isEqualTo(108);
        assertThat(offer.sections().getFirst().codecs()).containsExactly(Codec.VP8);
        assertThat(sections(answer(offer)))
                .containsExactly(
                        "m=video 10000 UDP/TLS/RTP/SAVPF 96 97",
                        "m=video 10000 UDP/TLS/RTP/SAVPF 96 97 108 109",
                        "m=video 10000 UDP/TLS/RTP/SAVPF 98");
    }

    /// A videobridge takes VP8 only.
    @Test
    void picturesInNoCodecThatTheSideTakesAreTurnedDown() throws OfferRefused {
        BrowserOffer offer = OfferParser.parse(offer(1, "96 97|" + VP8, "98|rtpmap:98 VP9/90000"));
        AnsweringSide side = new AnsweringSide(
                new IceCredentials("fragment", "password"),
                "sha-256 AB:CD",
                List.of(new InetSocketAddress("127.0.0.1", 10_000)),
                List.of(),
                false,
                false);
        String answer = new AnswerWriter(offer, side, List.of(), true, "x").write(1, 1);
        assertThat(sections(answer))
                .containsExactly("m=video 10000 UDP/TLS/RTP/SAVPF 96 97", "m=video 0 UDP/TLS/RTP/SAVPF 0");
        assertThat(answer).contains("a=group:BUNDLE 0\r\n");
    }

    @Test
    void oneNumberForTwoCodecsIsRefused() {
        assertThatThrownBy(() -> OfferParser.parse(offer(2, "96|rtpmap:96 VP8/90000", "96|rtpmap:96 VP9/90000")))
                .hasMessage("media-offer-numbers");
        assertThatThrownBy(() -> OfferParser.parse(offer(1, "96 98|" + VP8 + "|rtpmap:98 VP9/90000|fmtp:97 apt=98")))
                .hasMessage("media-offer-numbers");
    }
}
