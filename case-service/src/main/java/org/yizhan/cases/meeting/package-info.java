/// What meetings mean to cases, and what other parts may ask about a case.
@NullMarked
package org.yizhan.cases.meeting;

import org.jspecify.annotations.NullMarked;
