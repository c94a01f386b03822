package org.yizhan.media.transport;

/// Hears what comes over a [Transport]. Called on the media loop; arrays are used again after the call.
public interface TransportListener {

    /// Packets may be sent: the handshake is done, or a silent peer is back.
    void connected();

    /// Nothing authentic came for too long: nothing may be sent. The peer may still come back.
    void silent();

    /// A decrypted RTP packet.
    void rtp(byte[] array, int offset, int length, long arrivalNanos);

    /// A decrypted compound RTCP packet.
    void rtcp(byte[] array, int offset, int length, long arrivalNanos);

    /// The packets that came together have all been told: time to send what was gathered meanwhile.
    void caughtUp(long nowNanos);

    /// The peer is gone: it said so, or was silent for very long, or the handshake failed. Once, and not after
    /// [Transport#close()]. The transport is closed already.
    void lost();
}
