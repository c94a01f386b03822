package org.yizhan.app;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What to close when the process is asked to end (Ctrl-C, SIGTERM) or its start fails: the last opened first, so that
/// nobody loses its database while it still writes.
final class Ending {

    private static final Logger log = LoggerFactory.getLogger(Ending.class);

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    Ending() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::closeAll, "ending"));
    }

    synchronized <T extends AutoCloseable> T with(T part) {
        opened.push(part);
        return part;
    }

    private void closeAll() {
        for (var part = last(); part != null; part = last()) {
            try {
                part.close();
            } catch (Exception e) {
                log.warn("could not close {}", part, e);
            }
        }
    }

    private synchronized @Nullable AutoCloseable last() {
        return opened.poll();
    }
}
