/// RTP and RTCP packets: parsing and writing, and nothing else. No I/O, no Spring, no other package.
@NullMarked
@ApplicationModule(allowedDependencies = {})
package org.yizhan.media.rtp;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
