/// The document a resident signs, the request to sign it, and the strokes.
@NullMarked
package org.yizhan.cases.signature;

import org.jspecify.annotations.NullMarked;
