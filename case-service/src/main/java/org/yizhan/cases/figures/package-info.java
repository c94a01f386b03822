/// Figures for supervisors, counted from the events; of days that are over the sums are kept, and can be counted
/// again.
@NullMarked
package org.yizhan.cases.figures;

import org.jspecify.annotations.NullMarked;
