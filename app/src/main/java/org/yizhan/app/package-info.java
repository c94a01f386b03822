/// The launcher: roles, embedded parts, demo data.
@NullMarked
package org.yizhan.app;

import org.jspecify.annotations.NullMarked;
