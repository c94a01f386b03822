/// Protocol v1 between a page and signaling: one record a message.
@NullMarked
package org.yizhan.protocol.signal;

import org.jspecify.annotations.NullMarked;
