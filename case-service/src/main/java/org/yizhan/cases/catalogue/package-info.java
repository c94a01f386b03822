/// Service items (事项): what can be applied for, with which papers, on which form.
@NullMarked
package org.yizhan.cases.catalogue;

import org.jspecify.annotations.NullMarked;
