package org.yizhan.media.room;

/// The engine takes no devices without a page (WHIP, WHEP).
public final class GuestsRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public GuestsRefused() {
        super("no guests", null, false, false);
    }
}
