/// The browser's offer and the bridge's answer (RFC 8866, RFC 8829): what is understood of the one, and all of
/// the other.
@NullMarked
@ApplicationModule(allowedDependencies = {"rtp", "transport"})
package org.yizhan.media.sdp;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
