package org.yizhan.media.sdp;

import org.jspecify.annotations.Nullable;
import org.yizhan.media.rtp.Codec;

/// The bridge's one table of what it speaks. A member's offer gives each entry a number of its own; what the
/// table does not have is never answered and so never sent.
final class MediaTable {

    static final String OPUS = "opus/48000/2";
    /// Sound that is sent again along with the next (RFC 2198).
    static final String RED = "red/48000/2";

    static final String RTX = "rtx/90000";

    /// Forward error correction inside Opus lets a receiver mend a lost packet from the next one.
    static final String OPUS_PARAMETERS = "minptime=10;useinbandfec=1";

    /// Chromium begins with this much instead of 300 kb/s, at which 720p would begin blurred and small. The
    /// feedback corrects it within a second when the line carries less. Told of what pages send; an encoder has a
    /// rate of its own.
    static final String START_BITRATE = "x-google-start-bitrate=2000";

    static final String MID = "urn:ietf:params:rtp-hdrext:sdes:mid";
    static final String RID = "urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id";
    static final String REPAIRED_RID = "urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id";
    static final String TRANSPORT_COUNTER = "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01";
    static final String AUDIO_LEVEL = "urn:ietf:params:rtp-hdrext:ssrc-audio-level";

    private MediaTable() {}

    /// Name and clock of a codec of pictures, as `rtpmap` has them.
    static String name(Codec codec) {
        return codec + "/" + codec.clockRate();
    }

    /// The codec of pictures with this name and clock; null when the table has none.
    static @Nullable Codec picture(String name) {
        for (Codec codec : Codec.values()) {
            if (!codec.isAudio() && name(codec).equalsIgnoreCase(name)) {
                return codec;
            }
        }
        return null;
    }
}
