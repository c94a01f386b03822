/// Bad ratings and complaints, until they are answered: work orders with a clock and a call back.
@NullMarked
package org.yizhan.cases.complaint;

import org.jspecify.annotations.NullMarked;
