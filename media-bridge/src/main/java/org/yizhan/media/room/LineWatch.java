package org.yizhan.media.room;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.yizhan.media.pipeline.ReceiveStream;
import org.yizhan.media.pipeline.Reception;
import org.yizhan.media.pipeline.Reported;
import org.yizhan.media.room.LineQuality.Way;

/// Takes the quality of one member's line: the difference of counters that are kept anyway, so nothing of it
/// is done
/// for a packet. On the media loop.
final class LineWatch {

    /// In less time there is too little to tell.
    private static final Duration SHORTEST = Duration.ofSeconds(2);

    /// Counters of one direction.
    private record Sums(long expected, long lost, long bytes) {

        static final Sums NONE = new Sums(0, 0, 0);

        Way since(Sums before, double jitterMs, long spanMs) {
            long packets = Math.max(0, expected - before.expected);
            return new Way(packets, Math.clamp(lost - before.lost, 0, packets), (int) Math.round(jitterMs), (int)
                    ((bytes - before.bytes) * 8 / spanMs));
        }
    }

    private final Peer peer;
    private Sums up = Sums.NONE;
    private Sums down = Sums.NONE;
    private int stops;
    private long stoppedNanos;
    private long sinceNanos;
    private @Nullable LineQuality latest;

    LineWatch(Peer peer) {
        this.peer = peer;
    }

    /// What was before does not count.
    void begin(long nowNanos) {
        latest = null;
        count(nowNanos);
    }

    /// What was taken last; null in the first seconds.
    @Nullable
    LineQuality latest() {
        return latest;
    }

    /// @return null when it is too early
    @Nullable
    LineQuality take(String label, long nowNanos) {
        long spanMs = (nowNanos - sinceNanos) / 1_000_000;
        if (spanMs < SHORTEST.toMillis()) {
            return null;
        }
        Sums upBefore = up;
        Sums downBefore = down;
        int stopsBefore = stops;
        long stoppedBefore = stoppedNanos;
        count(nowNanos);
        int roundTrip = peer.reports().roundTripMs();
        latest = new LineQuality(
                peer.id(),
                label,
                spanMs,
                up.since(upBefore, jitterUp(nowNanos), spanMs),
                down.since(downBefore, jitterDown(), spanMs),
                roundTrip < 0 ? null : roundTrip,
                stops - stopsBefore,
                (stoppedNanos - stoppedBefore) / 1_000_000,
                (int) peer.slots().stream().filter(Slot::isSmall).count());
        return latest;
    }

    private void count(long nowNanos) {
        sinceNanos = nowNanos;
        up = received();
        down = sent();
        stops = 0;
        stoppedNanos = 0;
        for (Slot slot : peer.slots()) {
            stops += slot.stops().count();
            stoppedNanos += slot.stops().nanos();
        }
    }

    private Sums received() {
        long expected = 0;
        long lost = 0;
        long bytes = 0;
        for (ReceiveStream stream : peer.streams().streams()) {
            Reception reception = stream.reception();
            expected += reception.expected();
            lost += reception.expected() - reception.packets();
            bytes += stream.bytes();
        }
        return new Sums(expected, lost, bytes);
    }

    private Sums sent() {
        long expected = 0;
        long lost = 0;
        long bytes = 0;
        for (Slot slot : peer.slots()) {
            Reported reported = slot.stream().reported();
            expected += reported.expected();
            lost += reported.lost();
            bytes += slot.stream().bytes();
        }
        return new Sums(expected, lost, bytes);
    }

    private double jitterUp(long nowNanos) {
        double sound = -1;
        double picture = 0;
        for (ReceiveStream stream : peer.streams().streams()) {
            if (stream.isFlowing(nowNanos)) {
                double ms = stream.reception().jitterMs();
                sound = stream.codec().isAudio() ? Math.max(sound, ms) : sound;
                picture = stream.codec().isAudio() ? picture : Math.max(picture, ms);
            }
        }
        return sound >= 0 ? sound : picture;
    }

    private double jitterDown() {
        double sound = -1;
        double picture = 0;
        for (Slot slot : peer.slots()) {
            if (slot.showing() != null) {
                double ms = slot.stream().reported().jitterMs();
                sound = slot.isAudio() ? Math.max(sound, ms) : sound;
                picture = slot.isAudio() ? picture : Math.max(picture, ms);
            }
        }
        return sound >= 0 ? sound : picture;
    }
}
