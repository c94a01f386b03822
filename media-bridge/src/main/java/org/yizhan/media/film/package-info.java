/// Makes one film of a recorded meeting: speakers side by side, papers large, all sound together. One at a time, at the
/// lowest priority, for who has stated a reason to look.
@NullMarked
@ApplicationModule(allowedDependencies = {"recording", "recording::webm", "playback"})
package org.yizhan.media.film;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
