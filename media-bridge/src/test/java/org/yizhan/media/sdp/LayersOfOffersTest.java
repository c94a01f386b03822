package org.yizhan.media.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which layers of a picture are taken of an offer, and what is answered.
class LayersOfOffersTest {

    private static final String VP8 = "96 97|rtpmap:96 VP8/90000|rtpmap:97 rtx/90000|fmtp:97 apt=96";
    private static final String VP9 = "98|rtpmap:98 VP9/90000";
    private static final String NAMES = "|extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid"
            + "|extmap:10 urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id"
            + "|extmap:11 urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id";

    private static List<String> answered(String section) throws OfferRefused {
        return CodecsOfOffersTest.layered(section)
                .lines()
                .filter(line -> line.startsWith("a=rid") || line.startsWith("a=simulcast"))
                .toList();
    }

    @Test
    void layersAreTakenInTheirOrderAndNamedInTheAnswer() throws OfferRefused {
        String section = VP8 + NAMES + "|rid:h send|rid:l send|simulcast:send h;l";
        assertThat(answered(section)).containsExactly("a=rid:h recv", "a=rid:l recv", "a=simulcast:recv h;l");
        assertThat(CodecsOfOffersTest.layered(section).lines())
                .contains(
                        "a=extmap:10 urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id",
                        "a=extmap:11 urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id");
    }

    @Test
    void ofAlternativesTheFirstIsTakenAndALayerThatBeginsPausedIsOne() throws OfferRefused {
        assertThat(answered(VP8 + NAMES + "|rid:a send pt=96|rid:b send|rid:c send|simulcast:recv z send a,b;~c"))
                .last()
                .isEqualTo("a=simulcast:recv a;c");
    }

    @Test
    void noMoreThanThreeLayersAreTaken() throws OfferRefused {
        assertThat(answered(VP8 + NAMES + "|rid:a send|rid:b send|rid:c send|rid:d send|simulcast:send a;b;c;d"))
                .last()
                .isEqualTo("a=simulcast:recv a;b;c");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                VP8 + "|rid:h send|rid:l send|simulcast:send h;l",
                VP9 + NAMES + "|rid:h send|rid:l send|simulcast:send h;l",
                VP8 + NAMES + "|rid:h send|rid:l send",
                VP8 + NAMES + "|simulcast:send h;l",
                VP8 + NAMES + "|rid:h send|rid:l recv|simulcast:send h;l",
                VP8 + NAMES + "|rid:h send|simulcast:send h;h;h",
                VP8 + NAMES + "|rid|rid: send|rid:h|simulcast|simulcast:|simulcast:send|simulcast:send ;~;,",
                VP8 + NAMES + "|rid:ä send|rid:12345678901234567 send|simulcast:send ä;12345678901234567",
            })
    void whatCannotBeToldApartIsTakenInOneStream(String section) throws OfferRefused {
        assertThat(answered(section)).isEmpty();
    }
}
