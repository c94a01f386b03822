/// What residents thought of the service (好差评): five levels, from the booth only.
@NullMarked
package org.yizhan.cases.rating;

import org.jspecify.annotations.NullMarked;
