/// One activity: deciding on a case.
@NullMarked
package org.yizhan.cases.approval.application;

import org.jspecify.annotations.NullMarked;
