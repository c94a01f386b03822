package org.yizhan.media.room;

/// The engine takes no more connections.
public final class EngineFull extends RuntimeException {

    private static final long serialVersionUID = 1L;

    EngineFull() {
        super("no more connections", null, false, false);
    }
}
