package org.yizhan.media.recording;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yizhan.media.recording.store.StoreRefusal;

/// How the store of recordings does: what it took, what waits, why it refuses, when it is asked again.
final class StoreState {

    private static final Logger LOG = LoggerFactory.getLogger(StoreState.class);

    private static final Duration FIRST_REST = Duration.ofSeconds(5);
    private static final Duration LONGEST_REST = Duration.ofMinutes(2);

    /// These are about one object; the next one may be taken.
    private static final Set<StoreRefusal.Reason> OF_ONE =
            EnumSet.of(StoreRefusal.Reason.MISSING, StoreRefusal.Reason.ALTERED, StoreRefusal.Reason.REJECTED);

    /// @param since when it was refused first
    record Trouble(StoreRefusal.Reason reason, String detail, Instant since) {}

    private final String where;
    private final Clock wall;
    final LongAdder sentBytes = new LongAdder();
    final LongAdder fetchedBytes = new LongAdder();
    final LongAdder failures = new LongAdder();
    final LongAdder altered = new LongAdder();
    private volatile long backlogBytes;
    private volatile int waiting;
    private volatile @Nullable Trouble trouble;
    private volatile @Nullable Instant again;
    private Duration rest = FIRST_REST;

    /// @param where see [org.yizhan.media.recording.store.ObjectStore#where()], and the tree
    StoreState(String where, Clock wall) {
        this.where = where;
        this.wall = wall;
    }

    String where() {
        return where;
    }

    boolean mayAsk() {
        Instant until = again;
        return until == null || !wall.instant().isBefore(until);
    }

    synchronized void took(long bytes) {
        sentBytes.add(bytes);
        worked();
    }

    synchronized void gave(long bytes) {
        fetchedBytes.add(bytes);
        worked();
    }

    private void worked() {
        Trouble over = trouble;
        trouble = null;
        again = null;
        rest = FIRST_REST;
        if (over != null) {
            LOG.info("录像存储恢复 / the store of recordings works again: {}", where);
        }
    }

    synchronized void refused(StoreRefusal refusal) {
        failures.increment();
        if (OF_ONE.contains(refusal.reason())) {
            LOG.warn(
                    "录像存储 / the store of recordings, {}: {} / {}",
                    where,
                    refusal.reason().zh(),
                    refusal.getMessage());
            return;
        }
        Trouble before = trouble;
        again = wall.instant().plus(rest);
        rest = rest.multipliedBy(2).compareTo(LONGEST_REST) > 0 ? LONGEST_REST : rest.multipliedBy(2);
        if (before == null || before.reason() != refusal.reason()) {
            trouble = new Trouble(
                    refusal.reason(),
                    String.valueOf(refusal.getMessage()),
                    before == null ? wall.instant() : before.since());
            LOG.warn(
                    "录像存储 {}：{}；视频会话和本机录像照常，稍后补传 / the store of recordings: {};"
                            + " meetings and recording here go on, what waits is sent later",
                    where,
                    refusal.reason().zh(),
                    refusal.getMessage());
        }
    }

    void changed() {
        altered.increment();
    }

    void waits(int recordings, long bytes) {
        waiting = recordings;
        backlogBytes = bytes;
    }

    int waiting() {
        return waiting;
    }

    long backlogBytes() {
        return backlogBytes;
    }

    @Nullable
    Trouble trouble() {
        return trouble;
    }
}
