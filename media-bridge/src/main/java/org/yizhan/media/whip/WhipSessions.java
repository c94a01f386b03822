package org.yizhan.media.whip;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// The sessions there are. One that its client never ended is forgotten a day later; its connection ended with
/// its consent long before.
final class WhipSessions {

    static final int MOST = 512;
    private static final Duration FORGET = Duration.ofDays(1);

    private final ConcurrentMap<String, WhipSession> sessions = new ConcurrentHashMap<>();

    /// False: there are too many.
    boolean add(WhipSession session) {
        if (sessions.size() >= MOST) {
            Instant old = session.since().minus(FORGET);
            sessions.values().removeIf(other -> other.since().isBefore(old));
        }
        if (sessions.size() >= MOST) {
            return false;
        }
        sessions.put(session.id(), session);
        return true;
    }

    Optional<WhipSession> find(String id) {
        return Optional.ofNullable(sessions.get(id));
    }

    /// False: it changed meanwhile.
    boolean change(WhipSession before, WhipSession after) {
        return sessions.replace(before.id(), before, after);
    }

    void remove(WhipSession session) {
        sessions.remove(session.id());
    }
}
