package org.yizhan.media.room;

import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yizhan.media.congestion.Allocator;
import org.yizhan.media.congestion.Allocator.Kind;
import org.yizhan.media.congestion.Allocator.Mode;
import org.yizhan.media.congestion.Allocator.Share;
import org.yizhan.media.congestion.Allocator.Wish;
import org.yizhan.media.pipeline.PacketCache;
import org.yizhan.media.pipeline.ReceiveStream;
import org.yizhan.media.pipeline.SendStream;
import org.yizhan.media.rtp.RtpPacket;
import org.yizhan.media.rtp.SenderReport;
import org.yizhan.protocol.bridge.SlotFill;
import org.yizhan.protocol.bridge.SourceKind;
import org.yizhan.protocol.id.MemberId;

/// One receive slot of a browser: a stream of ours that shows whatever source the plan puts into it.
final class Slot {

    private static final Logger LOG = LoggerFactory.getLogger(Slot.class);

    /// With less than this a line has nothing to spare: what it loses, it loses because it is full.
    private static final long TIGHT = 400_000;

    private static final long ROOMY = 1_000_000;

    private final int index;
    private final SendStream stream;
    private final BooleanSupplier connected;
    private final Runnable unshown;
    private final Stops stops = new Stops();
    private final Gate gate = new Gate();
    private @Nullable SlotFill wanted;

    /// Which layer of the source the receiver's line has room for.
    private int layer;

    private long limit = Allocator.NO_LIMIT;
    private long poorLimit = Allocator.NO_LIMIT;

    private @Nullable Feed shown;
    private @Nullable Feed coming;

    /// @param connected whether the receiver can be sent anything yet
    /// @param unshown   told when something cannot be shown, since the receiver lacks its codec
    Slot(int index, SendStream stream, BooleanSupplier connected, Runnable unshown) {
        this.index = index;
        this.stream = stream;
        this.connected = connected;
        this.unshown = unshown;
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

    /// How the picture stood still.
    Stops stops() {
        return stops;
    }

    @Nullable
    SourceProducer showing() {
        return shown == null ? null : shown.producer;
    }

    /// Whether a lesser layer of the source is shown.
    boolean isSmall() {
        return shown != null && shown.producer.whole() != shown.producer;
    }

    /// The source that is shown or will be.
    @Nullable
    SourceProducer source() {
        return coming != null ? coming.producer : showing();
    }

    /// Whether papers or a screen are in it, or will be.
    boolean showsPaper() {
        SourceProducer source = source();
        return source != null && !isAudio() && source.kind() != SourceKind.CAMERA;
    }

    /// What the slot would have to be sent, as the allocator sees it.
    Wish wish(long nowNanos) {
        SourceProducer source = source();
        Kind kind = isAudio() ? Kind.SOUND : showsPaper() ? Kind.PAPER : Kind.FACE;
        return new Wish(kind, source == null ? List.of(0L) : source.whole().bits(nowNanos));
    }

    /// From now on the slot is sent like this.
    ///
    /// @param quiet whether nothing waits for the receiver's line any more
    void share(Share share, boolean quiet, long nowNanos) {
        limit = share.limit();
        if (share.mode() == Mode.FULL && share.layer() != layer) {
            layer = share.layer();
            turn();
        }
        if (gate.set(share.mode(), nowNanos)) {
            refresh();
        }
        if (quiet && gate.wantsStill(coming != null, nowNanos)) {
            refresh();
        }
    }

    /// Where much is lost over a long way, the source is asked for less, and that is sent twice as long as the line
    /// has room for it. Over a short way what is asked for again comes in time.
    ///
    /// @param line    what the line carries, bits a second; [Long#MAX_VALUE] while that is not known
    /// @param longWay whether a round trip takes long
    void guard(long line, boolean longWay, long nowNanos) {
        boolean poor = !isAudio() && longWay && stream.losses().many(nowNanos);
        SourceProducer source = poor ? showing() : null;
        long bits = source == null ? 0 : source.stream().bitsPerSecond(nowNanos);
        poorLimit = source == null ? Allocator.NO_LIMIT : SourceLimit.POOR;
        stream.spare(line >= ROOMY && (isAudio() || longWay) ? 2 : line >= TIGHT ? 1 : 0);
        stream.twice(source != null && line >= ROOMY && bits < SourceLimit.POOR * 3 / 2 && bits * 2 < line);
    }

    /// What was forwarded last did not get through: begins anew.
    void cut() {
        if (!isAudio() && shown != null) {
            gate.halt();
            if (gate.isOpen()) {
                shown.producer.pictureLost();
            }
        }
    }

    /// Another layer of the same source is to be shown: what is shown goes on until that one's next key frame.
    private void turn() {
        SourceProducer source = source();
        SourceProducer target = source == null ? null : source.whole().layer(layer);
        if (target == null || target == source) {
            return;
        }
        drop(coming);
        coming = null;
        if (target != showing()) {
            Feed feed = new Feed(target);
            coming = feed;
            target.attach(feed);
            target.requestKeyframe();
        }
    }

    private void refresh() {
        SourceProducer source = source();
        if (source != null && (gate.isHalted() || coming != null)) {
            source.requestKeyframe();
        }
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

    /// The wanted source is there. Of one whose codec the receiver lacks nothing is shown, and nothing asked of it.
    void show(SourceProducer producer) {
        SourceProducer source = source();
        if (source != null && source.whole() == producer) {
            return;
        }
        if (!stream.takes(producer.codec())) {
            drop(shown);
            shown = null;
            LOG.info("a receiver cannot be shown {}, which its offer lacks", producer.codec());
            unshown.run();
            return;
        }
        Feed feed = new Feed(producer);
        coming = feed;
        layer = 0;
        producer.attach(feed);
        if (connected.getAsBoolean() && !feed.beginsWithKept(System.nanoTime())) {
            producer.requestKeyframe();
        }
    }

    /// The receiver can be sent packets from now on. It may not be able to read the first ones yet: it begins with
    /// the next key frame.
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
    void pictureLost(long nowNanos) {
        if (shown != null) {
            stops.lost(nowNanos);
        }
        if (!gate.isOpen()) {
            // It would only take from what the line has left; the next still comes in time.
            return;
        }
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
            if (this == shown && goesOn(packet, arrivalNanos)) {
                if (stops.isLost() && producer.codec().startsKeyframe(packet)) {
                    stops.mended(arrivalNanos);
                }
                stream.forward(packet, arrivalNanos);
            } else if (connected.getAsBoolean()
                    && (isAudio() || gate.mayBegin() && producer.codec().startsKeyframe(packet))) {
                appear(packet, arrivalNanos);
                begin(packet, arrivalNanos);
            }
        }

        private void appear(RtpPacket first, long nowNanos) {
            if (this != shown) {
                drop(shown);
                shown = this;
                coming = null;
                stops.begin(producer.kind() == SourceKind.CAMERA, nowNanos);
            } else {
                stops.goesOn(nowNanos);
                stops.mended(nowNanos);
            }
            gate.begin(first);
            stream.shows(producer.codec());
        }

        /// Shows the source's latest key frame and what came after it, all of it at once.
        ///
        /// @return whether there is such a thing
        boolean beginsWithKept(long nowNanos) {
            ReceiveStream from = producer.stream();
            int highest = (int) from.sequence().highest();
            if (isAudio() || !gate.isOpen() || producer.isOpening()) {
                return false;
            }
            RtpPacket newest = from.cache().get(highest);
            long live = newest == null ? 0 : newest.timestamp();
            RtpPacket first = newest == null ? null : from.opening().first(highest, nowNanos);
            if (first == null) {
                return false;
            }
            appear(first, nowNanos);
            stream.beginBefore(live, first, producer.peer().ids(), from.cache(), nowNanos);
            stream.forward(first, nowNanos);
            forwardAfter(first.sequenceNumber(), nowNanos);
            return true;
        }

        private boolean goesOn(RtpPacket packet, long nowNanos) {
            if (isAudio()) {
                return true;
            }
            boolean another = gate.isLater(packet);
            boolean passes = gate.passes(packet);
            if (passes && another) {
                stops.goesOn(nowNanos);
            }
            return passes;
        }

        @Override
        public long limit() {
            return Math.min(limit, poorLimit);
        }

        /// The key frame's first packet may itself have come late: what already came after it goes right behind
        /// it.
        private void begin(RtpPacket first, long nowNanos) {
            PacketCache cache = producer.stream().cache();
            stream.begin(first, producer.peer().ids(), cache, nowNanos);
            stream.forward(first, nowNanos);
            if (!isAudio()) {
                forwardAfter(first.sequenceNumber(), nowNanos);
            }
        }

        private void forwardAfter(int sequence, long nowNanos) {
            PacketCache cache = producer.stream().cache();
            int highest = (int) producer.stream().sequence().highest();
            int ahead = (short) (highest - sequence);
            for (int i = 1; i <= ahead; i++) {
                RtpPacket kept = cache.get(sequence + i);
                if (kept != null && goesOn(kept, nowNanos)) {
                    stream.forward(kept, nowNanos);
                }
            }
        }

        @Override
        public void padding(RtpPacket packet, long arrivalNanos) {
            if (this == shown && !gate.isHalted()) {
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
