package org.yizhan.media.room;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.yizhan.protocol.bridge.MemberPlan;
import org.yizhan.protocol.bridge.RoomPlan;
import org.yizhan.protocol.bridge.SlotFill;
import org.yizhan.protocol.bridge.SourceKind;
import org.yizhan.protocol.id.MemberId;

/// What guests send and see, and where members see them.
final class GuestPlans {

    /// Members see an encoder in their last slot, where a shared screen would be.
    private static final int LAST_PICTURE = SlotFill.AUDIO_SLOTS + SlotFill.VIDEO_SLOTS - 1;

    private static final int LAST_SOUND = SlotFill.AUDIO_SLOTS - 1;

    private GuestPlans() {}

    /// An encoder sees nothing. A viewer is shown everybody's sound and pictures in the plan's order, as far as
    /// its slots go.
    static MemberPlan of(Guest guest, RoomPlan plan) {
        List<SlotFill> fills = new ArrayList<>();
        if (!guest.isEncoder()) {
            int sound = 0;
            int picture = SlotFill.AUDIO_SLOTS;
            for (SourceKind kind : SourceKind.values()) {
                for (MemberPlan member : plan.members()) {
                    if (!member.sends().contains(kind)) {
                        continue;
                    }
                    if (kind.isAudio() && sound <= LAST_SOUND) {
                        fills.add(new SlotFill(sound++, member.member(), kind));
                    } else if (!kind.isAudio() && picture <= LAST_PICTURE) {
                        fills.add(new SlotFill(picture++, member.member(), kind));
                    }
                }
            }
        }
        return new MemberPlan(guest.member(), guest.label(), guest.sends(), fills);
    }

    /// A member's slots, with the encoder's sources in the last ones where the plan leaves them empty.
    static List<SlotFill> with(MemberPlan member, Collection<Guest> guests) {
        List<SlotFill> fills = new ArrayList<>(member.slots());
        for (Guest guest : guests) {
            if (guest.isEncoder() && !guest.member().equals(member.member())) {
                for (SourceKind kind : guest.sends()) {
                    add(fills, kind.isAudio() ? LAST_SOUND : LAST_PICTURE, guest.member(), kind);
                }
            }
        }
        return fills;
    }

    /// What the plan lets everybody see, whether they are connected now or not.
    static List<View> views(RoomPlan plan, Collection<Guest> guests) {
        List<MemberPlan> members = new ArrayList<>(plan.members());
        guests.forEach(guest -> members.add(of(guest, plan)));
        return members.stream()
                .map(member -> new View(member.member(), member.label(), with(member, guests)))
                .toList();
    }

    private static void add(List<SlotFill> fills, int slot, MemberId member, SourceKind kind) {
        if (fills.stream().noneMatch(fill -> fill.slot() == slot)) {
            fills.add(new SlotFill(slot, member, kind));
        }
    }
}
