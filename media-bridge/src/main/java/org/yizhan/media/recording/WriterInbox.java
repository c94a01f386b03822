package org.yizhan.media.recording;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.yizhan.media.recording.frames.SourcePacket;
import org.yizhan.media.room.LineQuality;
import org.yizhan.media.room.View;
import org.yizhan.media.rtp.SenderReport;
import org.yizhan.protocol.bridge.RecordingPause;

/// What waits for a recording's writer. Packets are bounded by their bytes, since a disk that stalls must not fill
/// the
/// memory; what else happens in a room is little and never dropped.
final class WriterInbox {

    /// What an entry costs beside its payload, about.
    private static final int ENTRY_BYTES = 120;

    sealed interface Item {}

    record Opened(long key, Recording.Feed feed, long nanos) implements Item {}

    record Packet(long key, SourcePacket packet) implements Item {}

    record Report(long key, SenderReport report, long arrivalNanos) implements Item {}

    record Closed(long key) implements Item {}

    record Pause(boolean wanted, @Nullable RecordingPause why, long nanos) implements Item {}

    record Measured(List<LineQuality> lines, long nanos) implements Item {}

    record Shown(List<View> views, long nanos) implements Item {}

    record Left(long nanos) implements Item {}

    private final Queue<Item> items = new ConcurrentLinkedQueue<>();
    private final AtomicLong waitingBytes = new AtomicLong();
    private final ConcurrentMap<Long, Integer> overflows = new ConcurrentHashMap<>();
    private final long maxBytes;
    private volatile boolean failed;

    WriterInbox(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    void put(Item item) {
        items.add(item);
    }

    /// Takes a packet unless too much waits already or nobody writes any more.
    void packet(long key, SourcePacket packet) {
        if (failed) {
            return;
        }
        int size = packet.payload().length + ENTRY_BYTES;
        if (waitingBytes.addAndGet(size) > maxBytes) {
            waitingBytes.addAndGet(-size);
            overflows.merge(key, 1, Integer::sum);
            return;
        }
        items.add(new Packet(key, packet));
    }

    @Nullable
    Item poll() {
        Item item = items.poll();
        if (item instanceof Packet waited) {
            waitingBytes.addAndGet(-(waited.packet().payload().length + ENTRY_BYTES));
        }
        return item;
    }

    /// Packets of a source that were dropped since it was asked last.
    int overflows(long key) {
        Integer count = overflows.remove(key);
        return count == null ? 0 : count;
    }

    /// No packet is taken any more.
    void fail() {
        failed = true;
    }

    boolean failed() {
        return failed;
    }
}
