/// The organisation tree: district bureau, streets, communities, compounds, buildings.
@NullMarked
package org.yizhan.cases.org;

import org.jspecify.annotations.NullMarked;
