/// Who is asking: sessions, tokens, roles.
@NullMarked
package org.yizhan.platform.security;

import org.jspecify.annotations.NullMarked;
