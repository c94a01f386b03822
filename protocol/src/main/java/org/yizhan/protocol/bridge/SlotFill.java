package org.yizhan.protocol.bridge;

import org.yizhan.protocol.id.MemberId;

/// What a receive slot shows: one source of another member.
///
/// @param slot   index of the slot, counted from 0 over the receiving media sections of the offer in their order;
///               audio slots come first (0 until [#AUDIO_SLOTS]), video slots after them
/// @param member whose source it is
/// @param source which of the member's sources; its kind of media must be the slot's
public record SlotFill(int slot, MemberId member, SourceKind source) {

    /// Receive slots for sound in every offer: the meeting's other members.
    public static final int AUDIO_SLOTS = 3;

    /// Receive slots for pictures in every offer: three faces and one document or screen.
    public static final int VIDEO_SLOTS = 4;
}
