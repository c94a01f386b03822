/// Relays (TURN) for networks that let nothing else through, and the short-lived credentials for them.
@NullMarked
package org.yizhan.platform.turn;

import org.jspecify.annotations.NullMarked;
