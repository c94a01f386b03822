/// Spring plumbing that every part needs.
@NullMarked
package org.yizhan.platform;

import org.jspecify.annotations.NullMarked;
