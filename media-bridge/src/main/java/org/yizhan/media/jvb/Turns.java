package org.yizhan.media.jvb;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/// One thing after the other, whether the one before worked or not. On the media loop.
final class Turns {

    private final Executor loop;
    private CompletableFuture<?> latest = CompletableFuture.completedFuture(null);

    Turns(Executor loop) {
        this.loop = loop;
    }

    <T> CompletableFuture<T> next(Supplier<CompletableFuture<T>> step) {
        CompletableFuture<T> turn =
                latest.handleAsync((_, _) -> step.get(), loop).thenCompose(begun -> begun);
        latest = turn;
        return turn;
    }
}
