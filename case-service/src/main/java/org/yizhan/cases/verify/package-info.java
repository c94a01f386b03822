/// Checks what was taken out of the program, on any machine with a JDK: no database, no network.
@NullMarked
package org.yizhan.cases.verify;

import org.jspecify.annotations.NullMarked;
