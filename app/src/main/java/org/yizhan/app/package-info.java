/// Starts the product: reads what it was asked to be, then starts the parts that this needs.
@NullMarked
package org.yizhan.app;

import org.jspecify.annotations.NullMarked;
