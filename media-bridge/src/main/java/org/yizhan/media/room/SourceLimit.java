package org.yizhan.media.room;

import java.util.List;
import org.yizhan.media.congestion.Allocator;

/// How much one browser should send in all, for the sake of those who receive it. The recorder takes everything
/// and has no say.
final class SourceLimit {

    /// No limit: more than a browser ever sends.
    static final long NONE = 50_000_000;

    /// What a page's pictures are limited to anyway.
    private static final long UNLIMITED_PICTURE = 2_500_000;

    private static final long SOUND = 60_000;

    private SourceLimit() {}

    /// Bits a second over all of a browser's sources; [#NONE] when none of them has a limit.
    static long of(List<SourceProducer> producers) {
        boolean limited = false;
        long sum = SOUND;
        for (SourceProducer producer : producers) {
            if (producer.codec().isAudio()) {
                continue;
            }
            long limit = producer.limit();
            limited |= limit != Allocator.NO_LIMIT;
            sum += Math.min(limit, UNLIMITED_PICTURE);
        }
        // In steps, so that a line that swings a little is not told about all the time.
        return limited ? sum / 10_000 * 10_000 : NONE;
    }
}
