package org.yizhan.signaling.consultation.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yizhan.protocol.bridge.MemberPlan;
import org.yizhan.protocol.bridge.RecordingPause;
import org.yizhan.protocol.bridge.RecordingPlan;
import org.yizhan.protocol.bridge.RoomPlan;
import org.yizhan.protocol.bridge.SlotFill;
import org.yizhan.protocol.bridge.SourceKind;
import org.yizhan.protocol.id.Role;

/// What the room of a consultation should be: who is in it, who sees whom where, whether it is recorded.
public final class Plans {

    private static final int FIRST_PICTURE = SlotFill.AUDIO_SLOTS;
    private static final int SECOND_PICTURE = FIRST_PICTURE + 1;
    private static final int THIRD_PICTURE = FIRST_PICTURE + 2;
    private static final int SCREEN = FIRST_PICTURE + 3;

    private Plans() {}

    /// The plan; null: there should be no room.
    public static @Nullable RoomPlan of(Consultation consultation, long revision) {
        return switch (consultation) {
            case Live live -> plan(live.facts(), revision, true);
            case Held held -> plan(held.facts(), revision, false);
            case Calling _, Over _ -> null;
        };
    }

    private static RoomPlan plan(Facts facts, long revision, boolean flowing) {
        List<Participant> members =
                facts.present().stream().filter(Participant::accepted).toList();
        List<MemberPlan> plans = new ArrayList<>();
        int clerks = 0;
        for (Participant who : members) {
            boolean guest = facts.isGuest(who.member());
            clerks += guest ? 1 : 0;
            plans.add(new MemberPlan(
                    who.member(),
                    label(who, guest, clerks),
                    flowing ? who.sources() : Set.of(),
                    flowing ? slots(facts, who, members) : List.of()));
        }
        return new RoomPlan(revision, List.copyOf(plans), recording(facts, !flowing));
    }

    private static @Nullable RecordingPlan recording(Facts facts, boolean paused) {
        return facts.recorded()
                ? new RecordingPlan(
                        facts.recording(),
                        facts.brief().scope(),
                        facts.brief().caseId(),
                        facts.brief().item(),
                        paused || facts.rest() != null,
                        pause(facts.rest()))
                : null;
    }

    private static @Nullable RecordingPause pause(@Nullable RecordingRest rest) {
        return rest == null ? null : new RecordingPause(rest.by(), rest.reason());
    }

    /// Labels name roles in the recording's manifest, each once.
    private static String label(Participant who, boolean guest, int clerks) {
        if (who.role() == Role.TERMINAL) {
            return "booth";
        }
        if (!guest) {
            return "officer";
        }
        return clerks == 1 ? "clerk" : "clerk-" + clerks;
    }

    private static List<SlotFill> slots(Facts facts, Participant viewer, List<Participant> members) {
        List<Participant> others =
                members.stream().filter(other -> !other.equals(viewer)).toList();
        List<SlotFill> fills = new ArrayList<>();
        int sound = 0;
        for (Participant other : others) {
            if (sound < SlotFill.AUDIO_SLOTS && fill(fills, sound, other, SourceKind.MICROPHONE)) {
                sound++;
            }
        }
        List<Participant> desks =
                others.stream().filter(other -> other.role() != Role.TERMINAL).toList();
        if (viewer.member().equals(facts.boothMember())) {
            for (int i = 0; i < desks.size() && FIRST_PICTURE + i < SCREEN; i++) {
                fill(fills, FIRST_PICTURE + i, desks.get(i), SourceKind.CAMERA);
            }
        } else {
            for (Participant booth : others) {
                if (booth.role() == Role.TERMINAL) {
                    fill(fills, FIRST_PICTURE, booth, SourceKind.CAMERA);
                    fill(fills, SECOND_PICTURE, booth, SourceKind.DOCUMENT);
                }
            }
            if (!desks.isEmpty()) {
                fill(fills, THIRD_PICTURE, desks.getFirst(), SourceKind.CAMERA);
            }
        }
        for (Participant desk : desks) {
            if (fill(fills, SCREEN, desk, SourceKind.SCREEN)) {
                break;
            }
        }
        return List.copyOf(fills);
    }

    private static boolean fill(List<SlotFill> fills, int slot, Participant other, SourceKind source) {
        if (!other.sources().contains(source)) {
            return false;
        }
        fills.add(new SlotFill(slot, other.member(), source));
        return true;
    }
}
