/// What signaling asks of a media bridge.
@NullMarked
package org.yizhan.protocol.bridge;

import org.jspecify.annotations.NullMarked;
