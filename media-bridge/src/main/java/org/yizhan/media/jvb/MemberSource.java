package org.yizhan.media.jvb;

import org.yizhan.protocol.bridge.SourceKind;
import org.yizhan.protocol.id.MemberId;

/// What a member may send, as its offer announced it.
///
/// @param name how the videobridge calls it
/// @param rtx  0: it does not send again
record MemberSource(MemberId member, SourceKind kind, String name, long ssrc, long rtx) {

    Wire.MediaSource described() {
        return kind.isAudio() ? Wire.MediaSource.sound(name, ssrc) : Wire.MediaSource.pictures(name, ssrc, rtx);
    }

    /// The name of a source of an endpoint, as Jitsi's own clients form it.
    static String name(String endpoint, SourceKind kind) {
        return kind.isAudio() ? endpoint + "-a0" : endpoint + "-v" + (kind.ordinal() - SourceKind.CAMERA.ordinal());
    }
}
