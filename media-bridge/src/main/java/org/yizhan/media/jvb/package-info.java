/// Stock Jitsi Videobridges, driven over their HTTP Colibri2 API and their bridge channels: no XMPP, none of their
/// code. See docs/media.md.
@NullMarked
@ApplicationModule(allowedDependencies = {"room", "sdp", "transport", "pipeline", "congestion", "rtp"})
package org.yizhan.media.jvb;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
