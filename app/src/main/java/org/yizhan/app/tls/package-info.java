/// HTTPS: the certificate that was named, or one made here for trials.
@NullMarked
package org.yizhan.app.tls;

import org.jspecify.annotations.NullMarked;
