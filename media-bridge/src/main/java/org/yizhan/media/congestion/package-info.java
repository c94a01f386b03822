/// How much a line carries. What members send is steered by transport-wide feedback; what they receive is
/// estimated from theirs, shared out by what matters most, and spread over time.
@NullMarked
@ApplicationModule(allowedDependencies = {"rtp", "pipeline"})
package org.yizhan.media.congestion;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
