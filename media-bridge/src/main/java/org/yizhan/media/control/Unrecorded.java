package org.yizhan.media.control;

import java.util.List;
import org.yizhan.media.room.LineQuality;
import org.yizhan.media.room.Producer;
import org.yizhan.media.room.Recorder;
import org.yizhan.media.room.Recorders;
import org.yizhan.media.room.RoomFacts;
import org.yizhan.media.room.View;
import org.yizhan.protocol.bridge.RecordingPlan;

/// Takes the recorders' place where none are: nothing is written, and whoever arranges a room is told so.
final class Unrecorded implements Recorders, Recorder {

    @Override
    public Recorder open(RoomFacts room, RecordingPlan plan) {
        return this;
    }

    @Override
    public int open() {
        return 0;
    }

    @Override
    public void arrange(RecordingPlan plan) {}

    @Override
    public void shown(List<View> views) {}

    @Override
    public void measured(List<LineQuality> lines, long nowNanos) {}

    @Override
    public boolean writing() {
        return false;
    }

    @Override
    public void producerOpened(Producer producer) {}

    @Override
    public void producerClosed(Producer producer) {}

    @Override
    public void left() {}
}
