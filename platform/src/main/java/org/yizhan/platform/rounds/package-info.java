/// What a process does again and again beside its requests.
@NullMarked
package org.yizhan.platform.rounds;

import org.jspecify.annotations.NullMarked;
