/// One PostgreSQL, a schema a part: migrations at start, then a pool of reactive connections.
@NullMarked
package org.yizhan.platform.r2dbc;

import org.jspecify.annotations.NullMarked;
