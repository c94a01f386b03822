package org.yizhan.media.transport;

import java.util.function.Consumer;

/// Whose handshake it is. All are called from the handshake's thread.
///
/// @param send   sends records of ours, in one datagram
/// @param agreed hears the keys
/// @param ended  hears that it is over: whether it failed, or else the peer said goodbye
record DtlsOwner(Consumer<byte[]> send, Consumer<SrtpKeys> agreed, Consumer<Boolean> ended) {}
