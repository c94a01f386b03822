/// What other parts ask of signaling.
@NullMarked
package org.yizhan.protocol.consultation;

import org.jspecify.annotations.NullMarked;
