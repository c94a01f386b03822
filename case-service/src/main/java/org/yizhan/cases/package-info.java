/// The paper trail.
@NullMarked
package org.yizhan.cases;

import org.jspecify.annotations.NullMarked;
