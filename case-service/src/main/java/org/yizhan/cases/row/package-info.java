/// Reads columns that are never null.
@NullMarked
package org.yizhan.cases.row;

import org.jspecify.annotations.NullMarked;
