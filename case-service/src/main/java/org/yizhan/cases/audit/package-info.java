/// The trail of each case: a chain of hashes in which any later change shows.
@NullMarked
package org.yizhan.cases.audit;

import org.jspecify.annotations.NullMarked;
