package org.yizhan.media.jvb;

import java.util.concurrent.CompletionException;

/// A videobridge did not do what it was asked. The sentence is for the log: it has nothing of members in it.
public final class VideobridgeFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    VideobridgeFailure(String why) {
        super(why, null, false, false);
    }

    VideobridgeFailure(String why, Throwable cause) {
        super(why, cause, false, false);
    }

    /// Whatever went wrong.
    static VideobridgeFailure of(Throwable failure) {
        Throwable inner = failure.getCause();
        Throwable cause = failure instanceof CompletionException && inner != null ? inner : failure;
        return cause instanceof VideobridgeFailure known
                ? known
                : new VideobridgeFailure("it did not do in time what it was asked", cause);
    }
}
