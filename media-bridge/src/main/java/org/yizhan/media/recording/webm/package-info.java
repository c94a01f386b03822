/// Writes WebM files cluster by cluster, and mends those that were cut off. No native library, no transcoding.
@NullMarked
package org.yizhan.media.recording.webm;

import org.jspecify.annotations.NullMarked;
