/// Typed ids that all parts share.
@NullMarked
package org.yizhan.protocol.id;

import org.jspecify.annotations.NullMarked;
