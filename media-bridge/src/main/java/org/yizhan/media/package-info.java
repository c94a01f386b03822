/// Packets in, packets out, recordings on disk.
@NullMarked
package org.yizhan.media;

import org.jspecify.annotations.NullMarked;
