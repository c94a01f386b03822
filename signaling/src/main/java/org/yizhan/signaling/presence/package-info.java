/// Which pages are connected now, and which desks take calls.
@NullMarked
@ApplicationModule(allowedDependencies = {})
package org.yizhan.signaling.presence;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
