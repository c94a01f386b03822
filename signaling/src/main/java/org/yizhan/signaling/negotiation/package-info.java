/// Offers from browsers, answers from the media bridge.
@NullMarked
@ApplicationModule(allowedDependencies = {"bridges", "refusal"})
package org.yizhan.signaling.negotiation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
