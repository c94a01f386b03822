/// Large contents in a folder, named by their hash.
@NullMarked
package org.yizhan.cases.blob;

import org.jspecify.annotations.NullMarked;
