package org.yizhan.load;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Runs tasks, a few at a time, and fails when one of them did.
final class Several implements AutoCloseable {

    /// What may throw.
    interface Task {
        void run() throws Exception;
    }

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore places;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    Several(int atOnce) {
        places = new Semaphore(atOnce);
    }

    void run(Task task) throws InterruptedException {
        places.acquire();
        threads.submit((Callable<Boolean>) () -> {
            try {
                task.run();
            } catch (Exception e) {
                failure.compareAndSet(null, e);
            } finally {
                places.release();
            }
            return true;
        });
    }

    @Override
    public void close() throws Exception {
        threads.shutdown();
        threads.awaitTermination(2, TimeUnit.MINUTES);
        Exception failed = failure.get();
        if (failed != null) {
            throw failed;
        }
    }
}
