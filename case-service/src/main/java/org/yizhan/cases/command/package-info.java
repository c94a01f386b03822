/// Commands that take effect once, however often they are sent.
@NullMarked
package org.yizhan.cases.command;

import org.jspecify.annotations.NullMarked;
