package org.yizhan.media.recording;

import java.io.IOException;
import java.util.List;
import org.yizhan.media.recording.frames.SourcePacket;
import org.yizhan.media.room.Recorder;
import org.yizhan.media.room.Recorders;
import org.yizhan.media.room.RoomFacts;
import org.yizhan.protocol.bridge.RecordingPlan;
import org.yizhan.protocol.bridge.SecondRecorder;
import org.yizhan.protocol.bridge.SourceKind;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.protocol.id.MemberId;
import org.yizhan.protocol.id.RecordingId;
import org.yizhan.protocol.id.StationPath;

/// A short meeting of two copies: the first lost everything from second 1.5 to 3, the second its beginning.
record RecordedTwice(RecordingId recording, RecordingId copy, ConsultationId consultation) {

    private static final long SECOND = 1_000_000_000;

    static RecordedTwice in(Recorders recorders, String scope) throws IOException {
        ConsultationId consultation = ConsultationId.random();
        RecordingPlan plan = new RecordingPlan(RecordingId.random(), new StationPath(scope), null, false);
        RecordingId copy = SecondRecorder.copyOf(plan.recording());
        MemberId booth = MemberId.random();
        Recorder first = recorders.open(facts(consultation), plan);
        Recorder second = recorders.open(
                facts(SecondRecorder.roomOf(consultation)),
                new RecordingPlan(copy, plan.scope(), null, null, false, null, 1));
        long begin = System.nanoTime();
        List<SourcePacket> sound = TestMedia.audio(TestMedia.beeps(4), 1, 1, begin);
        List<SourcePacket> film = TestMedia.video(TestMedia.flashes(4), 1, 1, begin);
        show(first, booth, sound, film, new Span(begin + 3 * SECOND / 2, begin + 3 * SECOND));
        show(second, SecondRecorder.senderOf(booth), sound, film, new Span(begin, begin + SECOND / 2));
        return new RecordedTwice(plan.recording(), copy, consultation);
    }

    /// What of it does not come.
    private record Span(long from, long to) {
        boolean has(SourcePacket packet) {
            return from <= packet.arrivalNanos() && packet.arrivalNanos() < to;
        }
    }

    private static RoomFacts facts(ConsultationId room) {
        return new RoomFacts() {
            @Override
            public ConsultationId consultation() {
                return room;
            }

            @Override
            public void onLoop(Runnable task) {
                task.run();
            }
        };
    }

    private static void show(
            Recorder recorder, MemberId member, List<SourcePacket> sound, List<SourcePacket> film, Span lost) {
        FakeProducer microphone = new FakeProducer(member, SourceKind.MICROPHONE);
        FakeProducer camera = new FakeProducer(member, SourceKind.CAMERA);
        recorder.producerOpened(microphone);
        recorder.producerOpened(camera);
        give(microphone, sound, lost);
        give(camera, film, lost);
        recorder.producerClosed(microphone);
        recorder.producerClosed(camera);
        recorder.left();
    }

    private static void give(FakeProducer producer, List<SourcePacket> packets, Span lost) {
        packets.stream()
                .filter(packet -> !lost.has(packet))
                .forEach(packet -> producer.give(packet, packet.arrivalNanos()));
    }
}
