package org.yizhan.media.jvb;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.yizhan.media.room.Consumer;
import org.yizhan.media.room.Producer;
import org.yizhan.media.room.Recorder;
import org.yizhan.media.room.Recorders;
import org.yizhan.media.room.RoomFacts;
import org.yizhan.media.rtp.RtpPacket;
import org.yizhan.media.rtp.SenderReport;
import org.yizhan.protocol.bridge.RecordingPlan;

/// A recorder that only notes what it is told.
final class NotingRecorder implements Recorders, Recorder {

    final BlockingQueue<String> told = new LinkedBlockingQueue<>();

    @Override
    public void shown(java.util.List<org.yizhan.media.room.View> views) {}

    @Override
    public void measured(java.util.List<org.yizhan.media.room.LineQuality> lines, long nowNanos) {}

    @Override
    public Recorder open(RoomFacts room, RecordingPlan plan) {
        told.add("opened");
        return this;
    }

    @Override
    public int open() {
        return 1;
    }

    @Override
    public void arrange(RecordingPlan plan) {}

    @Override
    public boolean writing() {
        return true;
    }

    @Override
    public void producerOpened(Producer producer) {
        String name = producer.label() + " " + producer.kind().wire();
        told.add(name + " begins");
        producer.requestKeyframe();
        producer.attach(new Consumer() {
            @Override
            public void packet(RtpPacket packet, long arrivalNanos) {
                told.add(name + " packet");
            }

            @Override
            public void senderReport(SenderReport report, long arrivalNanos) {
                told.add(name + " report");
            }

            @Override
            public void producerClosed() {
                told.add(name + " over");
            }
        });
    }

    @Override
    public void producerClosed(Producer producer) {
        told.add(producer.label() + " " + producer.kind().wire() + " ends");
    }

    @Override
    public void left() {
        told.add("left");
    }
}
