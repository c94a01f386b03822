/// What signaling asks of the bridge, over HTTP or in the same process, and what the bridge tells of itself.
@NullMarked
@ApplicationModule(allowedDependencies = {"room", "sdp", "transport", "jvb"})
package org.yizhan.media.control;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
