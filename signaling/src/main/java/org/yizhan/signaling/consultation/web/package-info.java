/// Consultations over HTTP: for supervisors, for those who took part, and for the other parts.
@NullMarked
package org.yizhan.signaling.consultation.web;

import org.jspecify.annotations.NullMarked;
