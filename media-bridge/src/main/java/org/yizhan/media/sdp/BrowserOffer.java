package org.yizhan.media.sdp;

import java.util.List;
import org.yizhan.media.rtp.MediaIds;
import org.yizhan.media.transport.Fingerprint;

/// What the bridge understands of an offer. Everything else in it was read over.
///
/// @param fragment    the browser's ICE user name fragment
/// @param fingerprint of the browser's certificate
/// @param sections    all of them, in the offer's order
public record BrowserOffer(String fragment, Fingerprint fingerprint, MediaIds ids, List<Section> sections) {

    public BrowserOffer {
        sections = List.copyOf(sections);
    }
}
