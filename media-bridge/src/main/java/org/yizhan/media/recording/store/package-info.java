/// Keeps objects by name somewhere else than on this disk: in an S3 bucket.
@NullMarked
@NamedInterface("store")
package org.yizhan.media.recording.store;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
