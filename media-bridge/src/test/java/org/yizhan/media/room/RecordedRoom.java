package org.yizhan.media.room;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.yizhan.media.rtp.RtpPacket;
import org.yizhan.media.rtp.SenderReport;
import org.yizhan.protocol.bridge.RecordingPlan;

/// A recorder that only notes what it is told.
final class RecordedRoom implements Recorders, Recorder {

    final BlockingQueue<String> told = new LinkedBlockingQueue<>();

    /// When the sender reports came that it was told of.
    final BlockingQueue<Long> reportNanos = new LinkedBlockingQueue<>();

    /// What it was told of lines and views.
    final BlockingQueue<LineQuality> lines = new LinkedBlockingQueue<>();

    final BlockingQueue<List<View>> views = new LinkedBlockingQueue<>();

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
    public void arrange(RecordingPlan plan) {
        told.add(plan.paused() ? "paused" : "recording");
    }

    @Override
    public void shown(List<View> now) {
        views.add(now);
    }

    @Override
    public void measured(List<LineQuality> now, long nowNanos) {
        lines.addAll(now);
    }

    @Override
    public boolean writing() {
        return true;
    }

    @Override
    public void producerOpened(Producer producer) {
        String name = producer.label() + " " + producer.kind().wire();
        told.add(name + " opened");
        producer.attach(new Consumer() {
            @Override
            public void packet(RtpPacket packet, long arrivalNanos) {
                told.add(name + " " + packet.sequenceNumber());
            }

            @Override
            public void senderReport(SenderReport report, long arrivalNanos) {
                told.add(name + " report " + report.packets());
                reportNanos.add(arrivalNanos);
            }

            @Override
            public void producerClosed() {
                told.add(name + " over");
            }
        });
    }

    @Override
    public void producerClosed(Producer producer) {
        told.add(producer.label() + " " + producer.kind().wire() + " closed");
    }

    @Override
    public void left() {
        told.add("left");
    }

    List<String> soFar() {
        return List.copyOf(told);
    }
}
