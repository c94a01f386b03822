/// The recorder, a room member that writes each source as it came: one WebM file a source, on one session clock, with
/// a
/// manifest, a hash chain and a seal. Files are touched on its own threads only.
@NullMarked
@ApplicationModule(allowedDependencies = {"room", "rtp"})
package org.yizhan.media.recording;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
