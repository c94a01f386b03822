package org.yizhan.media.recording;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.yizhan.media.recording.frames.SourcePacket;
import org.yizhan.media.room.Consumer;
import org.yizhan.media.room.LineQuality;
import org.yizhan.media.room.Producer;
import org.yizhan.media.room.Recorder;
import org.yizhan.media.room.RoomFacts;
import org.yizhan.media.room.View;
import org.yizhan.media.rtp.RtpPacket;
import org.yizhan.media.rtp.SenderReport;
import org.yizhan.protocol.bridge.RecordingPause;
import org.yizhan.protocol.bridge.RecordingPlan;
import org.yizhan.protocol.bridge.SecondRecorder;

/// The recorder as its room knows it: takes what comes, copies it, and leaves it for the writer. On the room's event
/// loop only, where it never waits.
final class RoomRecorder implements Recorder {

    private static final byte[] NOTHING = {};

    private final RoomFacts room;
    private final WriterInbox inbox;
    private final Map<Producer, Tap> taps = new HashMap<>();
    private long nextKey = 1;
    private boolean paused;
    private @Nullable RecordingPause why;
    private boolean gone;

    RoomRecorder(RoomFacts room, WriterInbox inbox) {
        this.room = room;
        this.inbox = inbox;
    }

    @Override
    public void arrange(RecordingPlan plan) {
        if (plan.paused() != paused || !Objects.equals(plan.pause(), why)) {
            paused = plan.paused();
            why = plan.pause();
            inbox.put(new WriterInbox.Pause(paused, why, System.nanoTime()));
        }
    }

    @Override
    public void shown(List<View> views) {
        inbox.put(new WriterInbox.Shown(views, System.nanoTime()));
    }

    @Override
    public void measured(List<LineQuality> lines, long nowNanos) {
        if (writing()) {
            inbox.put(new WriterInbox.Measured(lines, nowNanos));
        }
    }

    @Override
    public boolean writing() {
        return !paused && !gone && !inbox.failed();
    }

    @Override
    public void producerOpened(Producer producer) {
        Tap tap = new Tap(nextKey++);
        taps.put(producer, tap);
        Recording.Feed feed = new Recording.Feed(
                SecondRecorder.memberOf(producer.member()),
                producer.label(),
                producer.kind(),
                producer.codec(),
                need -> room.onLoop(() -> askForKeyframe(producer, need)));
        inbox.put(new WriterInbox.Opened(tap.key, feed, System.nanoTime()));
        producer.attach(tap);
        askForKeyframe(producer, KeyframeNeed.NEEDED);
    }

    @Override
    public void producerClosed(Producer producer) {
        Tap tap = taps.remove(producer);
        if (tap != null) {
            inbox.put(new WriterInbox.Closed(tap.key));
        }
    }

    @Override
    public void left() {
        if (!gone) {
            gone = true;
            inbox.put(new WriterInbox.Left(System.nanoTime()));
        }
    }

    private void askForKeyframe(Producer producer, KeyframeNeed need) {
        if (!taps.containsKey(producer) || paused || producer.codec().isAudio()) {
            return;
        }
        switch (need) {
            case NEEDED -> producer.requestKeyframe();
            case WELCOME -> producer.welcomeKeyframe();
        }
    }

    private final class Tap implements Consumer {
        private final long key;

        Tap(long key) {
            this.key = key;
        }

        @Override
        public void packet(RtpPacket packet, long arrivalNanos) {
            int from = packet.payloadOffset();
            put(packet, Arrays.copyOfRange(packet.array(), from, from + packet.payloadLength()), arrivalNanos);
        }

        /// Told on, so that its sequence number does not look like a loss.
        @Override
        public void padding(RtpPacket packet, long arrivalNanos) {
            put(packet, NOTHING, arrivalNanos);
        }

        private void put(RtpPacket packet, byte[] payload, long arrivalNanos) {
            if (paused || gone) {
                return;
            }
            inbox.packet(
                    key,
                    new SourcePacket(
                            packet.sequenceNumber(), packet.timestamp(), packet.marker(), payload, arrivalNanos));
        }

        @Override
        public void senderReport(SenderReport report, long arrivalNanos) {
            inbox.put(new WriterInbox.Report(key, report, arrivalNanos));
        }

        @Override
        public void producerClosed() {
            // The room tells the member too.
        }
    }
}
