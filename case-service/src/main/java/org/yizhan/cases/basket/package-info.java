/// Several items that a resident applies for at once, settled on one sheet.
@NullMarked
package org.yizhan.cases.basket;

import org.jspecify.annotations.NullMarked;
