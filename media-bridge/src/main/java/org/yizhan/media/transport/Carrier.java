package org.yizhan.media.transport;

import java.net.InetSocketAddress;

/// What datagrams come and go on: the media port on one local address, or one TCP connection.
interface Carrier {

    /// Sends with the next [#flush()]. Drops when it cannot keep up: late media is worth nothing.
    void send(InetSocketAddress remote, byte[] array, int offset, int length);

    /// This remote address has proven itself to be `transport`'s.
    void know(InetSocketAddress remote, Transport transport);

    /// It is not needed any more.
    void forget(InetSocketAddress remote, Transport transport);

    void flush();
}
