/// Opens cases: who the resident is, and what they came for.
@NullMarked
package org.yizhan.cases.intake;

import org.jspecify.annotations.NullMarked;
