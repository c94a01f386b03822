/// Keeps recordings as long as they must be kept and no longer: terms, legal holds, erasure with a certificate.
@NullMarked
@ApplicationModule(allowedDependencies = "recording")
package org.yizhan.media.retention;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
