/// Remembers requests that took effect, so that one sent again takes effect once.
@NullMarked
@ApplicationModule(allowedDependencies = {})
package org.yizhan.signaling.request;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
