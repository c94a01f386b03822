package org.yizhan.media.control;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.yizhan.platform.problem.Problem;
import org.yizhan.protocol.bridge.MemberPlan;
import org.yizhan.protocol.bridge.RoomPlan;
import org.yizhan.protocol.bridge.SlotFill;
import org.yizhan.protocol.id.MemberId;

/// What a room's plan must be like.
final class PlanRules {

    static final int MAX_MEMBERS = 8;
    private static final int SLOTS = SlotFill.AUDIO_SLOTS + SlotFill.VIDEO_SLOTS;

    private PlanRules() {}

    /// Why the plan is refused; empty when it is not.
    static Optional<Problem> refusal(RoomPlan plan) {
        if (plan.members().size() > MAX_MEMBERS) {
            return refused("media-plan-members", "会话成员过多。", "A room has at most 8 members.");
        }
        Set<MemberId> members = new HashSet<>();
        for (MemberPlan member : plan.members()) {
            if (!members.add(member.member())) {
                return refused("media-plan-members", "会话成员重复。", "A member is named twice.");
            }
            Set<Integer> slots = new HashSet<>();
            for (SlotFill fill : member.slots()) {
                boolean sound = fill.slot() < SlotFill.AUDIO_SLOTS;
                if (fill.slot() < 0
                        || fill.slot() >= SLOTS
                        || !slots.add(fill.slot())
                        || fill.source().isAudio() != sound) {
                    return refused(
                            "media-plan-slots",
                            "画面位置安排有误。",
                            "A slot is named twice, is not there, or is of the other kind of media.");
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Problem> refused(String code, String zh, String en) {
        return Optional.of(Problem.of(422, code, zh, en));
    }
}
