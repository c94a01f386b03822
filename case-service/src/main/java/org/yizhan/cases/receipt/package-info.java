/// The receipt that a resident takes home.
@NullMarked
package org.yizhan.cases.receipt;

import org.jspecify.annotations.NullMarked;
