/// Papers (材料) that a case needs, captured under the document camera or uploaded.
@NullMarked
package org.yizhan.cases.material;

import org.jspecify.annotations.NullMarked;
