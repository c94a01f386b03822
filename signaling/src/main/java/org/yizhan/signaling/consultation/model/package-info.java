/// One consultation's states and what may happen in each. Plain Java: no Spring, no Reactor.
@NullMarked
package org.yizhan.signaling.consultation.model;

import org.jspecify.annotations.NullMarked;
