/// Decisions over HTTP.
@NullMarked
package org.yizhan.cases.approval.web;

import org.jspecify.annotations.NullMarked;
