/// The description of the HTTP API (OpenAPI 3.1), made from the handlers themselves.
@NullMarked
package org.yizhan.cases.openapi;

import org.jspecify.annotations.NullMarked;
