/// The engine alone behind plain HTTP, for trials with real browsers.
@NullMarked
package org.yizhan.media.trial;

import org.jspecify.annotations.NullMarked;
