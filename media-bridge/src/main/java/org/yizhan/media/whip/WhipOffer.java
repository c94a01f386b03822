package org.yizhan.media.whip;

import org.yizhan.media.sdp.BrowserOffer;
import org.yizhan.media.sdp.OfferParser;
import org.yizhan.media.sdp.OfferRefused;
import org.yizhan.media.sdp.Section;
import org.yizhan.protocol.bridge.SourceKind;

/// An offer as WHIP and WHEP restrict it: at most one section of sound and one of pictures that are sent, none
/// that goes the wrong way.
final class WhipOffer {

    /// Why it is refused, as an HTTP status.
    static final class Unacceptable extends Exception {

        private static final long serialVersionUID = 1L;
        private final int status;
        private final String code;
        private final String why;

        Unacceptable(int status, String code, String why) {
            super(why, null, false, false);
            this.status = status;
            this.code = code;
            this.why = why;
        }

        int status() {
            return status;
        }

        String code() {
            return code;
        }

        String why() {
            return why;
        }
    }

    private WhipOffer() {}

    /// @param source what an encoder's pictures are
    static BrowserOffer read(String sdp, Direction direction, SourceKind source) throws Unacceptable {
        boolean sends = direction == Direction.WHIP;
        if (has(sdp, sends ? "a=recvonly" : "a=sendonly") || has(sdp, "a=inactive")) {
            throw new Unacceptable(406, "whip-direction", "A section goes the wrong way.");
        }
        if (sends && (sections(sdp, "m=audio ") > 1 || sections(sdp, "m=video ") > 1)) {
            throw new Unacceptable(406, "whip-sections", "At most one track of sound and one of pictures.");
        }
        BrowserOffer offer = parsed(sdp.replace("a=sendrecv", sends ? "a=sendonly" : "a=recvonly"));
        if (offer.sections().stream().noneMatch(Section::media)) {
            throw new Unacceptable(406, "whip-sections", "There is neither sound nor a picture.");
        }
        return sends ? offer.ofEncoder(source) : offer;
    }

    private static BrowserOffer parsed(String sdp) throws Unacceptable {
        try {
            return OfferParser.parse(sdp);
        } catch (OfferRefused refused) {
            int status = switch (refused.reason()) {
                case MALFORMED, TOO_LONG -> 400;
                case SETUP, ICE, FINGERPRINT -> 422;
                case BUNDLE, SECTIONS, CODEC, NUMBERS -> 406;
            };
            throw new Unacceptable(
                    status, refused.reason().code(), refused.reason().en());
        }
    }

    private static boolean has(String sdp, String line) {
        return sdp.lines().anyMatch(line::equals);
    }

    private static long sections(String sdp, String prefix) {
        return sdp.lines().filter(line -> line.startsWith(prefix)).count();
    }
}
