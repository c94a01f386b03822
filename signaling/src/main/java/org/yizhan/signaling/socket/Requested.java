package org.yizhan.signaling.socket;

import org.jspecify.annotations.Nullable;
import org.yizhan.protocol.signal.ClientMessage;

/// The id that a message is answered by.
final class Requested {

    private Requested() {}

    /// Null for a ping, which is answered by its number.
    static @Nullable String id(ClientMessage message) {
        return switch (message) {
            case ClientMessage.Hello it -> it.id();
            case ClientMessage.Ping _ -> null;
            case ClientMessage.SetAvailable it -> it.id();
            case ClientMessage.TakeTicket it -> it.id();
            case ClientMessage.LeaveQueue it -> it.id();
            case ClientMessage.CallNext it -> it.id();
            case ClientMessage.Accept it -> it.id();
            case ClientMessage.Decline it -> it.id();
            case ClientMessage.Invite it -> it.id();
            case ClientMessage.MediaOffer it -> it.id();
            case ClientMessage.SecondOffer it -> it.id();
            case ClientMessage.SetSource it -> it.id();
            case ClientMessage.RequestCapture it -> it.id();
            case ClientMessage.CaptureFailed it -> it.id();
            case ClientMessage.Hold it -> it.id();
            case ClientMessage.PauseRecording it -> it.id();
            case ClientMessage.Leave it -> it.id();
            case ClientMessage.End it -> it.id();
        };
    }
}
