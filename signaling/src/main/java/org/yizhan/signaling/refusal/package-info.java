/// The words of every refusal that signaling gives.
@NullMarked
@ApplicationModule(allowedDependencies = {})
package org.yizhan.signaling.refusal;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
