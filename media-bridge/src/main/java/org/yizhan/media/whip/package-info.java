/// WHIP (RFC 9725) and WHEP: encoders that send into a meeting and screens that watch one, over plain HTTP, with a
/// token that signaling gave out.
@NullMarked
@ApplicationModule(allowedDependencies = {"control", "room", "sdp", "transport"})
package org.yizhan.media.whip;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
