/// Writes WebM files cluster by cluster, and mends those that were cut off. No native library, no transcoding.
@NullMarked
@NamedInterface("webm")
package org.yizhan.media.recording.webm;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
