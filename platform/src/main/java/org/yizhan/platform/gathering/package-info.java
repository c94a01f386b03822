/// Work that many ask for at once, done together.
@NullMarked
package org.yizhan.platform.gathering;

import org.jspecify.annotations.NullMarked;
