/// The read side: the whole case as its reader may see it, search, worklist.
@NullMarked
package org.yizhan.cases.archive;

import org.jspecify.annotations.NullMarked;
