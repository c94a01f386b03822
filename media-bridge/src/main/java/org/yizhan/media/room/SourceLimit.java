package org.yizhan.media.room;

import java.util.List;
import org.yizhan.media.congestion.Allocator;

/// How much one browser should send in all, for the sake of those who receive it. The recorder takes everything
/// and has no say.
final class SourceLimit {

    /// No limit: more than a browser ever sends.
    static final long NONE = 50_000_000;

    /// Each frame goes out twice where both sides speak RFC 2198.
    private static final long SOUND = 100_000;

    /// Enough for a face or a page over a line that loses much: fewer packets have fewer holes, and there is room to
    /// send each twice.
    static final long POOR = 700_000;

    private SourceLimit() {}

    /// @param longWay whether a round trip to the browser takes long
    /// @return bits a second over all of a browser's sources; [#NONE] when none of them has a limit.
    static long of(List<SourceProducer> producers, boolean longWay, long nowNanos) {
        boolean limited = false;
        long sum = SOUND;
        for (SourceProducer producer : producers) {
            if (producer.codec().isAudio()) {
                continue;
            }
            boolean poor = longWay && producer.stream().losses().many(nowNanos);
            long limit = Math.min(producer.limit(), poor ? POOR : Allocator.NO_LIMIT);
            limited |= limit != Allocator.NO_LIMIT;
            sum += Math.min(limit, Allocator.MOST_PICTURE) + lesser(producer, nowNanos);
        }
        // In steps, so that a line that swings a little is not told about all the time.
        return limited ? sum / 10_000 * 10_000 : NONE;
    }

    /// What a browser sends in lesser layers besides.
    private static long lesser(SourceProducer producer, long nowNanos) {
        return producer.bits(nowNanos).stream()
                .skip(1)
                .mapToLong(Long::longValue)
                .sum();
    }
}
