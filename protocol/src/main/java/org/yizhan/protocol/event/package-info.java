/// What a part announces to the others, delivered at least once.
@NullMarked
package org.yizhan.protocol.event;

import org.jspecify.annotations.NullMarked;
