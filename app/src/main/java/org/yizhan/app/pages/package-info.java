/// Serves the web client that the build packed into this program.
@NullMarked
package org.yizhan.app.pages;

import org.jspecify.annotations.NullMarked;
