/// Tells every node that something changed, so that each looks it up for the pages that it serves.
@NullMarked
@ApplicationModule(allowedDependencies = {})
package org.yizhan.signaling.live;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
