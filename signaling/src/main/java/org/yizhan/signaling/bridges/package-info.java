/// The media bridges as signaling sees them: which live, and which is to be given what.
@NullMarked
@ApplicationModule(allowedDependencies = {"live", "refusal"})
package org.yizhan.signaling.bridges;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
