/// Synthetic members, in a process of their own, that measure what a media server costs: ours and its peer, driven by
/// the
/// same packets at the same pace.
@NullMarked
package org.yizhan.load;

import org.jspecify.annotations.NullMarked;
