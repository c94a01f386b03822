/// One-time notices (一次性告知): everything that a case lacks, told at once and in time, and never told later when it could
/// be seen then.
@NullMarked
package org.yizhan.cases.notice;

import org.jspecify.annotations.NullMarked;
