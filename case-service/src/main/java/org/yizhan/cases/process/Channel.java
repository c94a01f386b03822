package org.yizhan.cases.process;

import java.util.Locale;

/// How a case came in.
public enum Channel {
    BOOTH,
    WINDOW,
    /// Filed by a program.
    API;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
