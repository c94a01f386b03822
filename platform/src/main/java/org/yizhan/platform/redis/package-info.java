/// The connection to Redis, when one is configured.
@NullMarked
package org.yizhan.platform.redis;

import org.jspecify.annotations.NullMarked;
