/// One consultation's life: called, accepted, met, joined, held, ended.
@NullMarked
@ApplicationModule(allowedDependencies = {"live", "presence", "queue", "bridges", "refusal", "request"})
package org.yizhan.signaling.consultation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
