/// The WebSocket edge: handshake, words, bounds, one inbox per connection.
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "live",
            "presence",
            "queue",
            "consultation::application",
            "negotiation",
            "bridges",
            "refusal",
            "request"
        })
package org.yizhan.signaling.socket;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
