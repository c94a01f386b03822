/// Ways for packets: one UDP port, ICE-lite, DTLS, SRTP. Everything from the port happens on one event-loop
/// thread; only the DTLS handshakes have threads of their own.
@NullMarked
@ApplicationModule(allowedDependencies = "rtp")
package org.yizhan.media.transport;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
