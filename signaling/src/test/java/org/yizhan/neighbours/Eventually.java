package org.yizhan.neighbours;

import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Waits for what the other side does in its own time, within a bound.
public final class Eventually {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Eventually() {}

    public static <T> T eventually(Supplier<T> value) {
        return eventually(value, _ -> true);
    }

    public static <T> T eventually(Supplier<T> value, Predicate<T> wanted) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < until) {
            T now = value.get();
            if (now != null && wanted.test(now)) {
                return now;
            }
            java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
        }
        return fail("it did not come about");
    }
}
