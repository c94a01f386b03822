/// Who is here, who waits, who talks to whom.
@NullMarked
package org.yizhan.signaling;

import org.jspecify.annotations.NullMarked;
