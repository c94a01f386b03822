/// Replays recordings over HTTP to supervisors and auditors. Every look states its reason and is registered.
@NullMarked
@ApplicationModule(allowedDependencies = {"recording", "recording::store"})
package org.yizhan.media.playback;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
