package org.yizhan.media.room;

import org.yizhan.media.rtp.Codec;
import org.yizhan.protocol.bridge.SourceKind;
import org.yizhan.protocol.id.MemberId;

/// One source of one member, as it comes in. Used on the room's event loop only.
public interface Producer {

    /// Whose source it is.
    MemberId member();

    /// How the plan calls the member: a role word such as `booth`; never a person's name.
    String label();

    SourceKind kind();

    /// Fixed for the producer's life; [Codec#clockRate()] is that of the packets' timestamps.
    Codec codec();

    /// Gives `consumer` every packet from now on. Attaching twice is attaching once.
    void attach(Consumer consumer);

    /// No more packets to `consumer`. May be called inside a packet's delivery. Detaching what is not attached
    /// is nothing.
    void detach(Consumer consumer);

    /// Asks the sender for a key frame, without delay when none was asked for lately; requests are merged and
    /// repeated until one comes. Nothing happens for sound.
    void requestKeyframe();

    /// The same, for who can do without: nothing is asked for that costs others more than it is worth, as long as the
    /// last key frame is not very old.
    void welcomeKeyframe();
}
