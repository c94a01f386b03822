/// The one clock that everybody reads.
@NullMarked
package org.yizhan.platform.time;

import org.jspecify.annotations.NullMarked;
