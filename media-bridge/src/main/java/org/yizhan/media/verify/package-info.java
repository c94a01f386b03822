/// The tool with which an auditor checks a recording, offline: `./verify`.
@NullMarked
@ApplicationModule(allowedDependencies = {"recording", "recording::evidence"})
package org.yizhan.media.verify;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
