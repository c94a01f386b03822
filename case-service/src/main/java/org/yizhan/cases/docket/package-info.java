/// Every case as it is now, and the one way to change it: lock, decide, write, announce.
@NullMarked
package org.yizhan.cases.docket;

import org.jspecify.annotations.NullMarked;
