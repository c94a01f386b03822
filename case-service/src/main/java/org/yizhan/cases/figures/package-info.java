/// Figures for supervisors, computed from the events each time: nothing is counted twice or kept apart.
@NullMarked
package org.yizhan.cases.figures;

import org.jspecify.annotations.NullMarked;
