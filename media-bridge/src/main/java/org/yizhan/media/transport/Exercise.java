package org.yizhan.media.transport;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;

/// Runs what every connection needs before anybody connects, until the virtual machine has compiled it: the first
/// meeting of the day, and the one that comes from a bridge that was lost, shall not wait for that.
final class Exercise implements Runnable {

    private static final AtomicBoolean BEGUN = new AtomicBoolean();

    private final Instant now;

    private Exercise(Instant now) {
        this.now = now;
    }

    /// Begins in a thread of its own, of the lowest priority; once in a process.
    static void begin(Instant now) {
        if (BEGUN.getAndSet(true)) {
            return;
        }
        Thread.ofPlatform()
                .name("media-exercise")
                .daemon()
                .priority(Thread.MIN_PRIORITY)
                .start(new Exercise(now));
    }

    @Override
    public void run() {
        SrtpExercise.run();
        DtlsExercise.run(DtlsIdentity.create(now));
    }
}
