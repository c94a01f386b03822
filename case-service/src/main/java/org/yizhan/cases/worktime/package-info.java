/// Working time: when the bureau is at work, and when a limit counted in it ends.
@NullMarked
package org.yizhan.cases.worktime;

import org.jspecify.annotations.NullMarked;
