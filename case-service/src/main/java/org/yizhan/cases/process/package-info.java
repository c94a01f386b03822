/// Processes as data: which steps a case goes through, and who may take each.
@NullMarked
package org.yizhan.cases.process;

import org.jspecify.annotations.NullMarked;
