/// The decision on a case as a document, signed by the officer who took it so that any later change shows.
@NullMarked
package org.yizhan.cases.verdict;

import org.jspecify.annotations.NullMarked;
