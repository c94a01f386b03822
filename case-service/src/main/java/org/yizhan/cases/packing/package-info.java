/// The archive package of a case that is done: a bag (BagIt, RFC 8493) that opens and proves itself
/// without the program.
@NullMarked
package org.yizhan.cases.packing;

import org.jspecify.annotations.NullMarked;
