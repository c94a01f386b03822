/// The headers of one meeting's packets as a file that Wireshark opens, and nothing of what was said or
/// shown.
@NullMarked
@ApplicationModule(allowedDependencies = {"rtp", "transport"})
package org.yizhan.media.capture;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
