/// Refusals and failures as RFC 9457 problem details with a stable code and two sentences.
@NullMarked
package org.yizhan.platform.problem;

import org.jspecify.annotations.NullMarked;
