package org.yizhan.media.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yizhan.media.rtp.Codec;
import org.yizhan.media.rtp.ExtensionIds;
import org.yizhan.media.rtp.MediaIds;
import org.yizhan.media.rtp.PictureIds;
import org.yizhan.media.transport.IceCredentials;
import org.yizhan.protocol.bridge.Offer;
import org.yizhan.protocol.bridge.SourceKind;

class OfferParserTest {

    private static String chromium() {
        try (var file = Objects.requireNonNull(OfferParserTest.class.getResourceAsStream("/exercise/offer.sdp"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String refusal(String sdp) {
        try {
            OfferParser.parse(sdp);
            return "taken";
        } catch (OfferRefused refused) {
            return refused.reason().code();
        }
    }

    @Test
    void chromiumsOfferIsUnderstood() throws OfferRefused {
        BrowserOffer offer = OfferParser.parse(chromium());
        assertThat(offer.ids())
                .isEqualTo(new MediaIds(
                        111,
                        63,
                        List.of(
                                new PictureIds(Codec.VP8, 96, 97, ""),
                                new PictureIds(
                                        Codec.H264,
                                        108,
                                        109,
                                        "level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f"),
                                new PictureIds(Codec.AV1, 45, 46, "profile=0"),
                                new PictureIds(Codec.VP9, 98, 99, "profile-id=0")),
                        new ExtensionIds(4, 10, 11, 3, 1)));
        assertThat(offer.sections().stream().map(Section::source).limit(4)).containsExactly(SourceKind.values());
        assertThat(offer.sections().stream().skip(4).map(Section::slot)).containsExactly(0, 1, 2, 3, 4, 5, 6);
        assertThat(offer.sections().get(1).ssrc()).isEqualTo(1_810_189_040L);
        assertThat(offer.sections().get(1).rtx()).isEqualTo(3_333_837_983L);
    }

    @ParameterizedTest
    @CsvSource({
        "a=fingerprint:sha-256, a=fingerprint:sha-1, media-offer-fingerprint",
        "a=setup:actpass, a=setup:passive, media-offer-setup",
        "a=ice-ufrag:, a=ice-ufrag:!, media-offer-ice",
        "a=group:BUNDLE 0, a=group:BUNDLE 9, media-offer-bundle",
        "a=rtcp-mux, a=x, media-offer-bundle",
        "(VP8|H264|VP9|AV1)/90000, VP7/90000, media-offer-codec",
        "opus/48000/2, opus/48000/1, media-offer-codec",
        "a=sendonly, a=sendrecv, media-offer-sections",
        "a=recvonly, a=sendonly, media-offer-sections",
        "a=mid:1, a=mid:0, media-offer-malformed",
        "a=rtpmap:96, a=rtpmap:999, media-offer-malformed",
        "v=0, v=1, media-offer-malformed",
        "m=audio 9.*, m=audio, media-offer-malformed"
    })
    void aWrongOfferIsRefusedWithItsCode(String right, String wrong, String code) {
        assertThat(refusal(chromium().replaceAll(right, wrong))).isEqualTo(code);
    }

    @Test
    void theSameCodecWithTwoNumbersIsRefused() {
        String twice = chromium();
        int last = twice.lastIndexOf("m=video");
        String section =
                twice.substring(last).replace("SAVPF 96 ", "SAVPF 95 ").replace("a=rtpmap:96 ", "a=rtpmap:95 ");
        assertThat(refusal(twice.substring(0, last) + section)).isEqualTo("media-offer-numbers");
    }

    @Test
    void tooMuchOfAnythingIsRefused() {
        assertThat(refusal("v=0\r\n" + "x".repeat(Offer.MAX_LENGTH))).isEqualTo("media-offer-too-long");
        assertThat(refusal("v=0\r\n" + "a=\r\n".repeat(OfferParser.MAX_LINES))).isEqualTo("media-offer-malformed");
        assertThat(refusal("v=0\r\n" + "m=audio 9 X 1\r\n".repeat(OfferParser.MAX_SECTIONS + 1)))
                .isEqualTo("media-offer-sections");
    }

    /// Lines swapped, cut, doubled and overwritten: refused or taken, but never anything else.
    @Test
    void mutilatedOffersAreRefusedOrTakenAndNothingElse() {
        Random random = new Random(6);
        String[] lines = chromium().split("\r?\n");
        int refused = 0;
        for (int i = 0; i < 3_000; i++) {
            String[] changed = lines.clone();
            for (int j = 0; j < 1 + random.nextInt(6); j++) {
                int at = random.nextInt(changed.length);
                String line = changed[at];
                changed[at] = switch (random.nextInt(5)) {
                    case 0 -> "";
                    case 1 -> line.substring(0, random.nextInt(line.length() + 1));
                    case 2 -> changed[random.nextInt(changed.length)];
                    case 3 -> line.replaceFirst("[0-9]+", String.valueOf(random.nextInt()));
                    default -> line + (char) random.nextInt(1, 0x3000);
                };
            }
            refused += refusal(String.join("\r\n", changed)).equals("taken") ? 0 : 1;
        }
        assertThat(refused).isPositive();
    }

    @Test
    void theAnswerMirrorsTheOfferSectionBySection() throws OfferRefused {
        BrowserOffer offer = OfferParser.parse(chromium());
        String answer = new AnswerWriter(
                        offer,
                        AnsweringSide.ours(
                                new IceCredentials("fragment", "password"),
                                "AB:CD",
                                List.of(
                                        new InetSocketAddress("127.0.0.1", 10_000),
                                        new InetSocketAddress("::1", 10_000)),
                                List.of(new InetSocketAddress("::1", 10_000))),
                        List.of(new SlotStream(0, 11, 0), new SlotStream(3, 13, 14)),
                        true,
                        "bridge")
                .write(1, 1);
        List<String> media =
                answer.lines().filter(line -> line.startsWith("m=")).toList();
        assertThat(media).hasSize(11).element(1).isEqualTo("m=video 10000 UDP/TLS/RTP/SAVPF 96 97 108 109 45 46 98 99");
        assertThat(answer.lines().filter("a=recvonly"::equals)).hasSize(4);
        assertThat(answer.lines().filter("a=sendonly"::equals)).hasSize(7);
        assertThat(answer)
                .contains(
                        "a=ssrc-group:FID 13 14\r\n",
                        "a=msid:slot-0 sound-0\r\n",
                        "a=msid:slot-0 picture-0\r\n",
                        "a=candidate:2 1 udp 2130706175 0:0:0:0:0:0:0:1 10000 typ host\r\n",
                        "a=candidate:3 1 tcp 1520435199 0:0:0:0:0:0:0:1 10000 typ host tcptype passive\r\n")
                .doesNotContain("abs-send-time", "goog-remb");
    }

    @Test
    void aDataChannelIsTurnedDown() throws OfferRefused {
        String withData = chromium()
                + "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\nc=IN IP4 0.0.0.0\r\na=mid:data\r\na=sctp-port:5000\r\n";
        BrowserOffer offer = OfferParser.parse(withData);
        String answer = new AnswerWriter(
                        offer,
                        AnsweringSide.ours(
                                new IceCredentials("fragment", "password"),
                                "AB:CD",
                                List.of(new InetSocketAddress("127.0.0.1", 10_000)),
                                List.of()),
                        List.of(),
                        true,
                        "bridge")
                .write(1, 1);
        assertThat(answer).contains("m=application 0 ").doesNotContain("10 data\r\n");
    }
}
