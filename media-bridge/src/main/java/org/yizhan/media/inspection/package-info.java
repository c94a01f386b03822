/// Looks and listens through every recording soon after its seal: does it play, is it whole, is anything to be
/// seen and heard. Decoding happens in processes of its own, at the lowest priority.
@NullMarked
@ApplicationModule(allowedDependencies = {"recording", "recording::evidence"})
package org.yizhan.media.inspection;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
