/// Puts a source's packets in order and makes whole frames of them. Knows no file and no clock of its own.
@NullMarked
package org.yizhan.media.recording.frames;

import org.jspecify.annotations.NullMarked;
