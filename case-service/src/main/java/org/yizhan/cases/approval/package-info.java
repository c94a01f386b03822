/// Cross-level approval: which step a case is at, and who may take it.
@NullMarked
package org.yizhan.cases.approval;

import org.jspecify.annotations.NullMarked;
