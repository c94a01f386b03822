/// The data folder and the real PostgreSQL that runs from it.
@NullMarked
package org.yizhan.app.postgres;

import org.jspecify.annotations.NullMarked;
