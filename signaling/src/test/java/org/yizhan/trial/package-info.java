/// A signaling part with a real database and hand-written neighbours, to try it on. Outside the scanned package.
@NullMarked
package org.yizhan.trial;

import org.jspecify.annotations.NullMarked;
