package org.yizhan.media.transport;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/// Sees the packets of one member's transport on their way, decrypted. Called on the media loop; arrays are
/// used again
/// after the call and must not be changed.
public interface PacketTap {

    /// @param up     from the member; else to the member
    /// @param remote where the member is now; null while that is not known
    void rtp(boolean up, @Nullable InetSocketAddress remote, byte[] array, int offset, int length);

    void rtcp(boolean up, @Nullable InetSocketAddress remote, byte[] array, int offset, int length);

    /// Connectivity checks that are signed, and answers to them.
    void stun(boolean up, @Nullable InetSocketAddress remote, byte[] array, int offset, int length);
}
