package org.yizhan.protocol.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.protocol.id.MemberId;
import org.yizhan.protocol.id.RecordingId;
import org.yizhan.protocol.id.StationPath;

class SecondRecorderTest {

    @Test
    void eitherIdTellsTheOther() {
        RecordingId first = RecordingId.of("0f8fad5b-d9cb-469f-a165-70867728950e");
        RecordingId copy = SecondRecorder.copyOf(first);
        assertThat(copy).hasToString("0f8fad5b-d9cb-c69f-a165-70867728950e");
        assertThat(SecondRecorder.isCopy(copy)).isTrue();
        assertThat(SecondRecorder.isCopy(first)).isFalse();
        assertThat(SecondRecorder.firstOf(copy)).isEqualTo(first);
        assertThat(SecondRecorder.firstOf(first)).isEqualTo(first);
        assertThat(SecondRecorder.copyOf(copy)).isEqualTo(copy);
    }

    @Test
    void noRandomIdIsTakenForASecondOne() {
        for (int i = 0; i < 1000; i++) {
            assertThat(SecondRecorder.isSender(MemberId.random())).isFalse();
            assertThat(SecondRecorder.isRoom(ConsultationId.random())).isFalse();
        }
    }

    @Test
    void itsRoomHasTheSameMembersWhoAreShownNothing() {
        MemberId booth = MemberId.random();
        MemberId officer = MemberId.random();
        RecordingPause why = new RecordingPause(officer, "private");
        RecordingId recording = RecordingId.random();
        RoomPlan first = new RoomPlan(
                7,
                List.of(
                        new MemberPlan(booth, "booth", Set.of(SourceKind.CAMERA), List.of()),
                        new MemberPlan(
                                officer,
                                "officer",
                                Set.of(SourceKind.MICROPHONE),
                                List.of(new SlotFill(SlotFill.AUDIO_SLOTS, booth, SourceKind.CAMERA)))),
                new RecordingPlan(recording, new StationPath("d01.s01"), null, null, true, why, 3));
        RoomPlan second = SecondRecorder.plan(first, 1);
        assertThat(second.revision()).isEqualTo(7);
        assertThat(second.members())
                .containsExactly(
                        new MemberPlan(SecondRecorder.senderOf(booth), "booth", Set.of(SourceKind.CAMERA), List.of()),
                        new MemberPlan(
                                SecondRecorder.senderOf(officer), "officer", Set.of(SourceKind.MICROPHONE), List.of()));
        assertThat(second.recording())
                .isEqualTo(new RecordingPlan(
                        SecondRecorder.copyOf(recording), new StationPath("d01.s01"), null, null, true, why, 1));
        assertThat(SecondRecorder.memberOf(second.members().getFirst().member()))
                .isEqualTo(booth);
    }
}
