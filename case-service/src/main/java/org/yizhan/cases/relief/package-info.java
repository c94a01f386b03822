/// Papers that may follow, that a promise stands in for, or that the archive has already.
@NullMarked
package org.yizhan.cases.relief;

import org.jspecify.annotations.NullMarked;
