package org.yizhan.media.recording;

import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.yizhan.media.recording.frames.SourcePacket;
import org.yizhan.media.room.Recorder;
import org.yizhan.media.room.Recorders;
import org.yizhan.media.room.RoomFacts;
import org.yizhan.protocol.bridge.RecordingPlan;
import org.yizhan.protocol.bridge.SourceKind;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.protocol.id.MemberId;
import org.yizhan.protocol.id.RecordingId;
import org.yizhan.protocol.id.StationPath;

/// A short meeting recorded through the room's own interfaces, as fast as it goes.
public record RecordedMeeting(RecordingId recording, ConsultationId consultation) {

    /// Four seconds of a booth's sound and picture.
    public static RecordedMeeting in(Recorders recorders, String scope) throws IOException {
        return in(recorders, scope, _ -> {});
    }

    /// @param beforeItEnds runs when everything was said and shown
    static RecordedMeeting in(Recorders recorders, String scope, Consumer<RecordingId> beforeItEnds)
            throws IOException {
        ConsultationId consultation = new ConsultationId(UUID.randomUUID());
        RecordingPlan plan = new RecordingPlan(RecordingId.random(), new StationPath(scope), null, false);
        RoomFacts room = new RoomFacts() {
            @Override
            public ConsultationId consultation() {
                return consultation;
            }

            @Override
            public void onLoop(Runnable task) {
                task.run();
            }
        };
        Recorder recorder = recorders.open(room, plan);
        MemberId booth = MemberId.random();
        FakeProducer microphone = new FakeProducer(booth, SourceKind.MICROPHONE);
        FakeProducer camera = new FakeProducer(booth, SourceKind.CAMERA);
        recorder.producerOpened(microphone);
        recorder.producerOpened(camera);
        long begin = System.nanoTime();
        give(microphone, TestMedia.audio(TestMedia.beeps(4), 1, 1, begin));
        give(camera, TestMedia.video(TestMedia.flashes(4), 1, 1, begin));
        beforeItEnds.accept(plan.recording());
        recorder.producerClosed(microphone);
        recorder.producerClosed(camera);
        recorder.left();
        return new RecordedMeeting(plan.recording(), consultation);
    }

    private static void give(FakeProducer producer, List<SourcePacket> packets) {
        packets.forEach(packet -> producer.give(packet, packet.arrivalNanos()));
    }
}
