package org.yizhan.protocol.bridge;

import java.util.List;
import java.util.UUID;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.protocol.id.MemberId;
import org.yizhan.protocol.id.RecordingId;

/// How a meeting is recorded a second time, by another bridge: as a room of its own, in which everybody is a member of
/// its own who only sends, with a recording of its own.
///
/// Each of their ids is the first's with the highest bit of its version turned (RFC 9562 §4.2): a `c` where a random id
/// has a `4`. So either is told from the other without asking anybody, and one bridge may have both.
public final class SecondRecorder {

    /// Of the sixteen bits in which a UUID has its version.
    private static final long MARK = 0x8000;

    private SecondRecorder() {}

    /// The second copy of a recording.
    public static RecordingId copyOf(RecordingId first) {
        return new RecordingId(marked(first.value()));
    }

    public static boolean isCopy(RecordingId recording) {
        return isMarked(recording.value());
    }

    /// The recording that this is a copy of, or is.
    public static RecordingId firstOf(RecordingId recording) {
        return new RecordingId(unmarked(recording.value()));
    }

    /// The room of a consultation on the second bridge.
    public static ConsultationId roomOf(ConsultationId consultation) {
        return new ConsultationId(marked(consultation.value()));
    }

    public static boolean isRoom(ConsultationId room) {
        return isMarked(room.value());
    }

    /// The consultation that a room is of, whichever of the two.
    public static ConsultationId consultationOf(ConsultationId room) {
        return new ConsultationId(unmarked(room.value()));
    }

    /// A member as the second bridge knows it.
    public static MemberId senderOf(MemberId member) {
        return new MemberId(marked(member.value()));
    }

    public static boolean isSender(MemberId member) {
        return isMarked(member.value());
    }

    /// The member who sends, whichever of the two.
    public static MemberId memberOf(MemberId sender) {
        return new MemberId(unmarked(sender.value()));
    }

    /// What is put on the second bridge while `first` is on the first: the same members, who are shown nothing.
    ///
    /// @param turn how often the second recorder was moved
    public static RoomPlan plan(RoomPlan first, long turn) {
        RecordingPlan recording = first.recording();
        return new RoomPlan(
                first.revision(),
                first.members().stream()
                        .map(it -> new MemberPlan(senderOf(it.member()), it.label(), it.sends(), List.of()))
                        .toList(),
                recording == null ? null : recording.of(copyOf(recording.recording()), turn));
    }

    private static UUID marked(UUID id) {
        return new UUID(id.getMostSignificantBits() | MARK, id.getLeastSignificantBits());
    }

    private static UUID unmarked(UUID id) {
        return new UUID(id.getMostSignificantBits() & ~MARK, id.getLeastSignificantBits());
    }

    private static boolean isMarked(UUID id) {
        return (id.getMostSignificantBits() & MARK) != 0;
    }
}
