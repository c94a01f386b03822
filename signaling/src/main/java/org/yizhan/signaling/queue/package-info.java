/// Tickets: who waits, whose turn it is, and an honest guess of how long.
@NullMarked
@ApplicationModule(allowedDependencies = {"live", "presence", "refusal", "request"})
package org.yizhan.signaling.queue;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
