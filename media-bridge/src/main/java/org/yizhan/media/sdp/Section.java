package org.yizhan.media.sdp;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yizhan.media.rtp.Codec;
import org.yizhan.protocol.bridge.SourceKind;

/// One media section of an offer, in its place.
///
/// @param mid    its id
/// @param media  sound or pictures, rather than data
/// @param audio  sound rather than pictures
/// @param source what it sends; null when it does not
/// @param slot   which receive slot it is; -1 when it receives nothing
/// @param ssrc   of its stream, unsigned; 0 when the offer does not tell
/// @param rtx    SSRC of its retransmissions; 0 when the offer does not tell
/// @param codecs of pictures that it has, in its own order
public record Section(
        String mid,
        boolean media,
        boolean audio,
        @Nullable SourceKind source,
        int slot,
        long ssrc,
        long rtx,
        List<Codec> codecs) {

    public Section {
        codecs = List.copyOf(codecs);
    }

    /// What its stream is taken to be until its first packet tells.
    public Codec expected() {
        return audio ? Codec.OPUS : codecs.contains(Codec.VP8) || codecs.isEmpty() ? Codec.VP8 : codecs.getFirst();
    }

    /// The same as another source.
    public Section as(SourceKind kind) {
        return new Section(mid, media, audio, kind, slot, ssrc, rtx, codecs);
    }

    /// The same with these codecs of pictures.
    public Section only(List<Codec> few) {
        return new Section(mid, media, audio, source, slot, ssrc, rtx, few);
    }
}
