package org.yizhan.media.transport;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// The event loop on which all packets, connections and rooms of a port live: one thread, no locks.
public final class MediaLoop implements AutoCloseable {

    // Packets go before everything else that the process does: the moment at which one is read is what senders
    // judge the line by. It takes effect where the virtual machine may set priorities, see `./run`.
    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("media", true, Thread.MAX_PRIORITY), EpollIoHandler.newFactory());
    private final EventLoop loop = group.next();

    EventLoop loop() {
        return loop;
    }

    /// What the loop's thread has worked since it began. On the loop.
    public long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    public boolean isHere() {
        return loop.inEventLoop();
    }

    /// Runs `task` on the loop; drops it when the loop has ended.
    public void execute(Runnable task) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException _) {
            // The bridge is going down and nobody waits for this any more.
        }
    }

    /// Runs `work` on the loop and tells what came of it.
    public <T> CompletableFuture<T> ask(Supplier<T> work) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        try {
            loop.execute(() -> {
                try {
                    answer.complete(work.get());
                } catch (RuntimeException e) {
                    answer.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            answer.completeExceptionally(e);
        }
        return answer;
    }

    /// Runs `task` again and again on the loop until the returned future is cancelled.
    public Future<?> every(Duration period, Runnable task) {
        long nanos = period.toNanos();
        return loop.scheduleAtFixedRate(task, nanos, nanos, TimeUnit.NANOSECONDS);
    }

    /// Runs `task` on the loop after this time; drops it when the loop has ended.
    void later(long nanos, Runnable task) {
        try {
            loop.schedule(task, nanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException _) {
            // The bridge is going down and nobody waits for this any more.
        }
    }

    /// As [#later(long, Runnable)].
    public void later(Duration time, Runnable task) {
        later(time.toNanos(), task);
    }

    /// Ends the loop when what it has begun is done, a second later at most.
    @Override
    public void close() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    }
}
