package org.yizhan.media.transport;

/// Protects and unprotects one connection's packets, in place. Not thread-safe.
interface Protection extends AutoCloseable {

    /// The length of the plain packet, or -1 when it is not authentic or came before.
    int unprotect(byte[] array, int offset, int length);

    /// The length of the plain compound packet, or -1 when it is not authentic or came before.
    int unprotectControl(byte[] array, int offset, int length);

    /// The length of the protected packet, or -1 when it cannot be sent: a packet of its number went out before, or it
    /// is
    /// from before the stream's beginning. `array` has [SrtpSession#OVERHEAD] bytes of room behind the plain one.
    int protect(byte[] array, int offset, int length);

    /// As [#protect(byte[], int, int)], for RTCP.
    int protectControl(byte[] array, int offset, int length);

    /// Forgets the keys. Nothing is to be called after it.
    @Override
    void close();
}
