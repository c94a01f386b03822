/// Signatures of joint steps, as rows.
@NullMarked
package org.yizhan.cases.approval.store;

import org.jspecify.annotations.NullMarked;
