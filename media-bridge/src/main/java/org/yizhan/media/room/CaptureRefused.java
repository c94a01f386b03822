package org.yizhan.media.room;

/// A capture of headers cannot begin.
public final class CaptureRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// Why.
    public enum Reason {
        /// The bridge has no such room.
        NO_ROOM,
        /// Another one runs.
        BUSY,
        /// The packets do not come by here.
        ELSEWHERE
    }

    private final Reason reason;

    public CaptureRefused(Reason reason) {
        super(reason.name(), null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
