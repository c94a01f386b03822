/// State that lives only while its holder does: leases and messages to all nodes. In this process by default, in Redis
/// when there is one; both keep the same contract.
@NullMarked
package org.yizhan.platform.live;

import org.jspecify.annotations.NullMarked;
