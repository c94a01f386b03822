package org.yizhan.media.sdp;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yizhan.media.rtp.Codec;
import org.yizhan.media.rtp.MediaIds;
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
/// @param layers RIDs of the layers in which its pictures are sent, the best first; empty: as they are, in one stream
public record Section(
        String mid,
        boolean media,
        boolean audio,
        @Nullable SourceKind source,
        int slot,
        long ssrc,
        long rtx,
        List<Codec> codecs,
        List<String> layers) {

    public Section {
        codecs = List.copyOf(codecs);
        layers = List.copyOf(layers);
    }

    /// What its stream is taken to be until its first packet tells.
    public Codec expected() {
        return audio ? Codec.OPUS : codecs.contains(Codec.VP8) || codecs.isEmpty() ? Codec.VP8 : codecs.getFirst();
    }

    /// The same as another source.
    public Section as(SourceKind kind) {
        return new Section(mid, media, audio, kind, slot, ssrc, rtx, codecs, layers);
    }

    /// The same with these codecs of pictures.
    public Section only(List<Codec> few) {
        return new Section(mid, media, audio, source, slot, ssrc, rtx, few, layers);
    }

    /// The same in one stream where its layers could not be told apart: the sender does not name them in each packet,
    /// or they would be of a codec that makes layers in a way of its own (VP9, AV1).
    Section layeredWith(MediaIds ids) {
        boolean apart = ids.mid() > 0 && ids.extensions().rid() > 0 && source != null;
        boolean simulcast = expected() == Codec.VP8 || expected() == Codec.H264;
        return apart && simulcast ? this : new Section(mid, media, audio, source, slot, ssrc, rtx, codecs, List.of());
    }
}
