/// A part made up for tests.
@NullMarked
package org.yizhan.trial;

import org.jspecify.annotations.NullMarked;
