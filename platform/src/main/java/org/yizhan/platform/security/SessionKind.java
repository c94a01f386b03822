package org.yizhan.platform.security;

import java.time.Duration;
import java.util.Locale;

/// Whose session it is, and how long it lasts without being used.
public enum SessionKind {
    /// Ends with the working day.
    PERSON(Duration.ofHours(8)),
    /// A booth stays signed in over holidays.
    TERMINAL(Duration.ofDays(30));

    /// How often the use of a session is written down at most.
    static final Duration NOTED_EVERY = Duration.ofMinutes(1);

    private final Duration lifetime;

    SessionKind(Duration lifetime) {
        this.lifetime = lifetime;
    }

    public Duration lifetime() {
        return lifetime;
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static SessionKind of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
