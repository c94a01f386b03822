/// A case in each of its states, and the policies that let it move. Plain Java.
@NullMarked
package org.yizhan.cases.approval.model;

import org.jspecify.annotations.NullMarked;
