/// Reaches the parts that run in other processes.
@NullMarked
package org.yizhan.app.remote;

import org.jspecify.annotations.NullMarked;
