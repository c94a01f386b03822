package org.yizhan.signaling.bridges;

import java.io.IOException;
import java.net.ConnectException;
import org.jspecify.annotations.Nullable;

/// Why a bridge did not answer, as far as it tells whether its process lives.
enum Outage {
    /// Nobody listens at its address.
    REFUSED,

    /// The connection broke, or could not be made.
    BROKEN,

    /// It took too long, or answered something else.
    OTHER;

    /// What the system says of a port that nobody listens on; the type alone is also that of a time that ran out.
    private static final String SAYS = "refused";

    static Outage of(Throwable failure) {
        Outage found = OTHER;
        for (@Nullable Throwable each = failure; each != null; each = each.getCause()) {
            String text = each.getMessage();
            if (each instanceof ConnectException && text != null && text.contains(SAYS)) {
                return REFUSED;
            }
            found = each instanceof IOException ? BROKEN : found;
        }
        return found;
    }
}
