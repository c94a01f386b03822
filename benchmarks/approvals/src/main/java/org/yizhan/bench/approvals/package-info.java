/// Approvals a second: the case service and Flowable, on one PostgreSQL, in one run.
@NullMarked
package org.yizhan.bench.approvals;

import org.jspecify.annotations.NullMarked;
