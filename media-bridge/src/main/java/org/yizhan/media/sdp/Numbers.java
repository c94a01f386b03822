package org.yizhan.media.sdp;

import org.yizhan.media.rtp.MediaIds;
import org.yizhan.media.sdp.OfferRefused.Reason;

/// Gathers the numbers of an offer. All sections share one connection, so the same thing has the same number in
/// all.
final class Numbers {

    /// The one-byte form of header extensions ends here; the bridge writes no other.
    private static final int HIGHEST_EXTENSION = 14;

    private int opus = -1;
    private int red = -1;
    private int vp8 = -1;
    private int rtx = -1;
    private int mid;
    private int transportCounter;
    private int audioLevel;

    void opus(int payloadType) throws OfferRefused {
        opus = same(opus, payloadType, -1);
    }

    void red(int payloadType) throws OfferRefused {
        red = same(red, payloadType, -1);
    }

    void vp8(int payloadType) throws OfferRefused {
        vp8 = same(vp8, payloadType, -1);
    }

    void rtx(int payloadType) throws OfferRefused {
        rtx = same(rtx, payloadType, -1);
    }

    void extension(String uri, int id) throws OfferRefused {
        if (id < 1 || id > HIGHEST_EXTENSION) {
            return;
        }
        switch (uri) {
            case MediaTable.MID -> mid = same(mid, id, 0);
            case MediaTable.TRANSPORT_COUNTER -> transportCounter = same(transportCounter, id, 0);
            case MediaTable.AUDIO_LEVEL -> audioLevel = same(audioLevel, id, 0);
            default -> {}
        }
    }

    private static int same(int known, int found, int none) throws OfferRefused {
        if (known != none && known != found) {
            throw new OfferRefused(Reason.NUMBERS);
        }
        return found;
    }

    MediaIds ids() {
        return new MediaIds(opus, red, vp8, rtx, mid, transportCounter, audioLevel);
    }
}
