package org.yizhan.media.sdp;

import java.util.List;
import org.yizhan.media.rtp.Codec;
import org.yizhan.media.rtp.MediaIds;
import org.yizhan.media.transport.Fingerprint;
import org.yizhan.media.transport.IceCredentials;
import org.yizhan.protocol.bridge.SourceKind;

/// What the bridge understands of an offer. Everything else in it was read over.
///
/// @param ice         the browser's credentials; the password is empty when the offer has none
/// @param fingerprint of the browser's certificate
/// @param sections    all of them, in the offer's order
public record BrowserOffer(IceCredentials ice, Fingerprint fingerprint, MediaIds ids, List<Section> sections) {

    public BrowserOffer {
        sections = List.copyOf(sections);
    }

    /// The same as that of an encoder. It is answered the codec of pictures that it names first of those the bridge
    /// takes, and no other: it has been set to one, and is not to change it.
    ///
    /// @param source what its pictures are
    public BrowserOffer ofEncoder(SourceKind source) {
        List<Codec> first = sections.stream()
                .flatMap(section -> section.codecs().stream())
                .limit(1)
                .toList();
        List<Section> placed = sections.stream()
                .map(section -> section.source() == SourceKind.CAMERA
                        ? section.as(source).only(first)
                        : section)
                .toList();
        return new BrowserOffer(ice, fingerprint, ids.only(first), placed);
    }
}
