package org.yizhan.signaling.socket;

import org.springframework.web.reactive.socket.CloseStatus;

/// Why the server closes a socket (docs/protocol.md).
final class CloseCodes {

    static final CloseStatus GOING_AWAY = new CloseStatus(1001, "going-away");
    static final CloseStatus REPLACED = new CloseStatus(4000, "replaced");
    static final CloseStatus NOT_SIGNED_IN = new CloseStatus(4001, "not-signed-in");
    static final CloseStatus MEMBER_TAKEN = new CloseStatus(4003, "member-taken");
    static final CloseStatus TOO_SLOW = new CloseStatus(4008, "too-slow");
    static final CloseStatus PROTOCOL = new CloseStatus(4009, "protocol");
    static final CloseStatus SILENT = new CloseStatus(4010, "silent");

    private CloseCodes() {}
}
