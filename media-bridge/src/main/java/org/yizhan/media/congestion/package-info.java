/// How much a line carries. What members send is steered by transport-wide feedback, here; what they receive
/// will be, by an estimate of ours from their feedback, in this package too.
@NullMarked
@ApplicationModule(allowedDependencies = {"rtp", "pipeline"})
package org.yizhan.media.congestion;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
