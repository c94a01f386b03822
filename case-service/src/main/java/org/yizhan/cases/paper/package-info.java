/// Draws pages with Chinese text.
@NullMarked
package org.yizhan.cases.paper;

import org.jspecify.annotations.NullMarked;
