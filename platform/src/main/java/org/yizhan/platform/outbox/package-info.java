/// Events for other parts, written in the caller's transaction and delivered at least once.
@NullMarked
package org.yizhan.platform.outbox;

import org.jspecify.annotations.NullMarked;
