/// What happens to a packet between the wire and the room: the way in and the way out, each read from top to
/// bottom.
@NullMarked
@ApplicationModule(allowedDependencies = {"rtp", "transport"})
package org.yizhan.media.pipeline;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
