package org.yizhan.media.room;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/// One thing after the other, whether the one before worked or not. Thread-safe.
public final class Turns {

    private final Executor executor;
    private CompletableFuture<?> latest = CompletableFuture.completedFuture(null);

    /// @param executor where each is begun
    public Turns(Executor executor) {
        this.executor = executor;
    }

    public synchronized <T> CompletableFuture<T> next(Supplier<CompletableFuture<T>> step) {
        CompletableFuture<T> turn =
                latest.handleAsync((_, _) -> step.get(), executor).thenCompose(begun -> begun);
        latest = turn;
        return turn;
    }
}
