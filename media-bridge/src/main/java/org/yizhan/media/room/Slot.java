package org.yizhan.media.room;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.yizhan.media.pipeline.PacketCache;
import org.yizhan.media.pipeline.SendStream;
import org.yizhan.media.rtp.RtpPacket;
import org.yizhan.media.rtp.SenderReport;
import org.yizhan.media.rtp.Vp8;
import org.yizhan.protocol.bridge.SlotFill;
import org.yizhan.protocol.bridge.SourceKind;
import org.yizhan.protocol.id.MemberId;

/// One receive slot of a browser: a stream of ours that shows whatever source the plan puts into it.
final class Slot {

    private final int index;
    private final SendStream stream;
    private final BooleanSupplier connected;
    private @Nullable SlotFill wanted;
    private @Nullable Feed shown;
    private @Nullable Feed coming;

    /// @param connected whether the receiver can be sent anything yet
    Slot(int index, SendStream stream, BooleanSupplier connected) {
        this.index = index;
        this.stream = stream;
        this.connected = connected;
    }

    int index() {
        return index;
    }

    boolean isAudio() {
        return index < SlotFill.AUDIO_SLOTS;
    }

    SendStream stream() {
        return stream;
    }

    @Nullable
    SourceProducer showing() {
        return shown == null ? null : shown.producer;
    }

    boolean wants(MemberId member, SourceKind kind) {
        return wanted != null && wanted.member().equals(member) && wanted.source() == kind;
    }

    /// From now on the slot is for this source, or for none. What it showed before goes on until the new
    /// source's first key frame, when there is a new source; otherwise it ends at once.
    void want(@Nullable SlotFill fill, @Nullable SourceProducer producer) {
        if (fill == null ? wanted == null : wanted != null && wants(fill.member(), fill.source())) {
            return;
        }
        wanted = fill;
        drop(coming);
        coming = null;
        if (producer == null) {
            drop(shown);
            shown = null;
        } else {
            show(producer);
        }
    }

    /// The wanted source is there.
    void show(SourceProducer producer) {
        if (showing() == producer || coming != null && coming.producer == producer) {
            return;
        }
        coming = new Feed(producer);
        producer.attach(coming);
        if (connected.getAsBoolean()) {
            producer.requestKeyframe();
        }
    }

    /// The receiver can be sent packets from now on.
    void connected() {
        if (coming != null) {
            coming.producer.requestKeyframe();
        }
    }

    void close() {
        drop(shown);
        drop(coming);
        shown = null;
        coming = null;
        wanted = null;
    }

    private static void drop(@Nullable Feed feed) {
        if (feed != null) {
            feed.producer.detach(feed);
        }
    }

    /// The receiver sees no picture any more.
    void pictureLost() {
        if (shown != null) {
            shown.producer.pictureLost();
        } else if (coming != null) {
            coming.producer.requestKeyframe();
        }
    }

    /// A producer's packets on their way into this slot.
    private final class Feed implements Consumer {

        private final SourceProducer producer;

        Feed(SourceProducer producer) {
            this.producer = producer;
        }

        @Override
        public void packet(RtpPacket packet, long arrivalNanos) {
            if (this == shown) {
                stream.forward(packet, arrivalNanos);
            } else if (connected.getAsBoolean() && (isAudio() || Vp8.startsKeyframe(packet))) {
                drop(shown);
                shown = this;
                coming = null;
                begin(packet, arrivalNanos);
            }
        }

        /// The key frame's first packet may itself have come late: what already came after it goes right behind
        /// it.
        private void begin(RtpPacket first, long nowNanos) {
            PacketCache cache = producer.stream().cache();
            stream.begin(first, producer.peer().ids(), cache, nowNanos);
            stream.forward(first, nowNanos);
            if (isAudio()) {
                return;
            }
            int highest = (int) producer.stream().sequence().highest();
            int ahead = (short) (highest - first.sequenceNumber());
            for (int i = 1; i <= ahead; i++) {
                RtpPacket kept = cache.get(first.sequenceNumber() + i);
                if (kept != null) {
                    stream.forward(kept, nowNanos);
                }
            }
        }

        @Override
        public void padding(RtpPacket packet, long arrivalNanos) {
            if (this == shown) {
                stream.forward(packet, arrivalNanos);
            }
        }

        @Override
        public void senderReport(SenderReport report, long arrivalNanos) {
            // Reports of ours are made from the producer's latest when they are due.
        }

        @Override
        public void producerClosed() {
            if (this == shown) {
                shown = null;
            } else if (this == coming) {
                coming = null;
            }
        }
    }
}
