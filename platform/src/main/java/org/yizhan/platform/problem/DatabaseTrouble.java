package org.yizhan.platform.problem;

import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.R2dbcTimeoutException;
import io.r2dbc.spi.R2dbcTransientException;
import org.jspecify.annotations.Nullable;

/// Tells a database that cannot answer just now from a mistake of ours.
final class DatabaseTrouble {

    /// How many causes are looked at; wrapped errors are three or four deep.
    private static final int DEEPEST = 10;

    private DatabaseTrouble() {}

    /// Whether the same request may well succeed a moment later.
    static boolean mayPass(Throwable error) {
        @Nullable Throwable cause = error;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            if (cause instanceof R2dbcException it && mayPass(it)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private static boolean mayPass(R2dbcException error) {
        return error instanceof R2dbcTimeoutException
                || error instanceof R2dbcTransientException
                || passes(error.getSqlState());
    }

    /// By the classes and codes of PostgreSQL's documentation, appendix A.
    private static boolean passes(@Nullable String state) {
        if (state == null || state.length() != 5) {
            return false;
        }
        return switch (state.substring(0, 2)) {
            // connection lost; resources exhausted; cancelled, timed out or shut down
            case "08", "53", "57" -> true;
            default ->
                switch (state) {
                    // serialization failure; deadlock; lock not available
                    case "40001", "40P01", "55P03" -> true;
                    default -> false;
                };
        };
    }
}
