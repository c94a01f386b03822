/// What other parts ask of the case service.
@NullMarked
package org.yizhan.protocol.cases;

import org.jspecify.annotations.NullMarked;
