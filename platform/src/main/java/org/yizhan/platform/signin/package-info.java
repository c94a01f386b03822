/// How people, terminals and programs sign in through an OpenID Connect provider.
@NullMarked
package org.yizhan.platform.signin;

import org.jspecify.annotations.NullMarked;
