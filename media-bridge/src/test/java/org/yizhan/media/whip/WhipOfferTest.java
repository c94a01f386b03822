package org.yizhan.media.whip;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yizhan.media.rtp.Codec;
import org.yizhan.media.rtp.PictureIds;
import org.yizhan.media.sdp.BrowserOffer;
import org.yizhan.media.sdp.Section;
import org.yizhan.protocol.bridge.SourceKind;

/// Which codec an encoder is answered.
class WhipOfferTest {

    private static final String H264 = "level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f";

    private static String offer(String types) {
        return WhipMeeting.offer("fragment1")
                .replace("SAVPF 96 97", "SAVPF " + types)
                .concat("a=rtpmap:98 VP9/90000\r\na=fmtp:98 profile-id=0\r\na=rtpmap:104 H264/90000\r\na=fmtp:104 "
                        + H264
                        + "\r\na=rtpmap:105 rtx/90000\r\na=fmtp:105 apt=104\r\na=rtpmap:45 AV1/90000\r\n"
                        + "a=rtpmap:49 H265/90000\r\n");
    }

    @ParameterizedTest
    @CsvSource({
        "96 97 98 104 105 45, VP8",
        "104 105 96 97, H264",
        "49 104 105 45, H264",
        "98 104 105, VP9",
        "45 96 97, AV1",
        "104, H264"
    })
    void theFirstOfItsOwnOrderThatTheBridgeTakesAndNoOther(String types, Codec first) throws Exception {
        BrowserOffer offer = WhipOffer.read(offer(types), Direction.WHIP, SourceKind.DOCUMENT);
        assertThat(offer.ids().pictures()).extracting(PictureIds::codec).containsExactly(first);
        Section pictures = offer.sections().getLast();
        assertThat(pictures.source()).isEqualTo(SourceKind.DOCUMENT);
        assertThat(pictures.codecs()).containsExactly(first);
        assertThat(pictures.expected()).isEqualTo(first);
    }

    @ParameterizedTest
    @CsvSource("104 105 98 96 97 45")
    void aViewerIsShownWhateverItHas(String types) throws Exception {
        BrowserOffer offer =
                WhipOffer.read(offer(types).replace("a=sendonly", "a=recvonly"), Direction.WHEP, SourceKind.CAMERA);
        assertThat(offer.sections().getLast().codecs()).containsExactly(Codec.H264, Codec.VP9, Codec.VP8, Codec.AV1);
    }
}
