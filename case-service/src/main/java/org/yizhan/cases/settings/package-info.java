/// The settings of the case service.
@NullMarked
package org.yizhan.cases.settings;

import org.jspecify.annotations.NullMarked;
