/// What one start was asked to be, and the sentences with which it refuses.
@NullMarked
package org.yizhan.app.launch;

import org.jspecify.annotations.NullMarked;
