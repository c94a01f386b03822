/// Whether the bridge can do its work.
@NullMarked
@ApplicationModule(allowedDependencies = "control")
package org.yizhan.media.health;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
