/// Puts every source on one session clock.
@NullMarked
package org.yizhan.media.recording.timing;

import org.jspecify.annotations.NullMarked;
