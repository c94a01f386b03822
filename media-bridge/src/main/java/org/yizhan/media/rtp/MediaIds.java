package org.yizhan.media.rtp;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The numbers that one member's session description gave to the codecs and header extensions of the bridge's
/// table. Every member has its own; what is forwarded is rewritten to the receiver's.
///
/// @param opus       payload type
/// @param red        payload type of redundant sound (RFC 2198); -1 for none
/// @param pictures   one for each codec of pictures that the member has, in the order of its offer
/// @param extensions of headers
public record MediaIds(int opus, int red, List<PictureIds> pictures, ExtensionIds extensions) {

    public MediaIds {
        pictures = List.copyOf(pictures);
    }

    /// Of a member that has no codec of pictures but VP8, and no layers.
    ///
    /// @param vp8 payload type; -1 when the member has no pictures
    /// @param rtx payload type of retransmissions of VP8; -1 for none
    public MediaIds(int opus, int red, int vp8, int rtx, int mid, int transportCounter, int audioLevel) {
        this(
                opus,
                red,
                vp8 < 0 ? List.of() : List.of(new PictureIds(Codec.VP8, vp8, rtx, "")),
                new ExtensionIds(mid, 0, 0, transportCounter, audioLevel));
    }

    /// The same without transport-wide numbers.
    public MediaIds unnumbered() {
        return new MediaIds(opus, red, pictures, extensions.unnumbered());
    }

    /// The same with these codecs of pictures only.
    public MediaIds only(List<Codec> codecs) {
        List<PictureIds> left =
                pictures.stream().filter(it -> codecs.contains(it.codec())).toList();
        return new MediaIds(opus, red, left, extensions);
    }

    /// Header extension with the media section's id; 0 for none.
    public int mid() {
        return extensions.mid();
    }

    /// Header extension with the transport-wide sequence number; 0 for none.
    public int transportCounter() {
        return extensions.transportCounter();
    }

    /// Header extension with the loudness; 0 for none.
    public int audioLevel() {
        return extensions.audioLevel();
    }

    /// -1 when the member does not have it.
    public int payloadType(Codec codec) {
        if (codec.isAudio()) {
            return opus;
        }
        PictureIds ids = picture(codec);
        return ids == null ? -1 : ids.type();
    }

    /// Payload type of a codec's retransmissions; -1 for none.
    public int rtx(Codec codec) {
        PictureIds ids = picture(codec);
        return ids == null ? -1 : ids.rtx();
    }

    /// Of VP8; -1 for none.
    public int vp8() {
        return payloadType(Codec.VP8);
    }

    /// Of VP8's retransmissions; -1 for none.
    public int rtx() {
        return rtx(Codec.VP8);
    }

    /// Whose packets have this payload type; null when it is none of the table's, or one that wraps another.
    public @Nullable Codec codec(int payloadType) {
        if (payloadType == opus) {
            return Codec.OPUS;
        }
        for (int i = 0; i < pictures.size(); i++) {
            if (pictures.get(i).type() == payloadType) {
                return pictures.get(i).codec();
            }
        }
        return null;
    }

    /// Whose retransmissions have this payload type; null when it is no such type.
    public @Nullable PictureIds retransmitted(int payloadType) {
        for (int i = 0; i < pictures.size(); i++) {
            if (pictures.get(i).rtx() == payloadType) {
                return pictures.get(i);
            }
        }
        return null;
    }

    public @Nullable PictureIds picture(Codec codec) {
        for (int i = 0; i < pictures.size(); i++) {
            if (pictures.get(i).codec() == codec) {
                return pictures.get(i);
            }
        }
        return null;
    }
}
