/// The media bridge as signaling sees it: which instance it is, and what its rooms should be.
@NullMarked
@ApplicationModule(allowedDependencies = {"live", "refusal"})
package org.yizhan.signaling.bridges;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
