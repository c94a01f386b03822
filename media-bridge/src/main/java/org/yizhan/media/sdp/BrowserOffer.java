package org.yizhan.media.sdp;

import java.util.List;
import org.yizhan.media.rtp.MediaIds;
import org.yizhan.media.transport.Fingerprint;
import org.yizhan.media.transport.IceCredentials;

/// What the bridge understands of an offer. Everything else in it was read over.
///
/// @param ice         the browser's credentials; the password is empty when the offer has none
/// @param fingerprint of the browser's certificate
/// @param sections    all of them, in the offer's order
public record BrowserOffer(IceCredentials ice, Fingerprint fingerprint, MediaIds ids, List<Section> sections) {

    public BrowserOffer {
        sections = List.copyOf(sections);
    }
}
